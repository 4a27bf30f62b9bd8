package org.mentoring.local.command;

import java.util.concurrent.Callable;

import org.mentoring.local.client.UnexpectedAnswerException;
import org.mentoring.local.demo.DemoFailedException;
import org.mentoring.local.demo.DemoScenario;
import org.mentoring.local.demo.ProgressListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "demo", description = "runs a demo: a session is found, booked, moved and cancelled")
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Override
    public Integer call() {
        var paths = platform.paths();
        platform.requireReady();
        try {
            DemoScenario.run(paths.addresses(), new OnTheTerminal());
        } catch (DemoFailedException | UnexpectedAnswerException e) {
            System.err.println("\nThe demo failed: " + e.getMessage());
            return 1;
        }
        System.out.printf(
                "%nThe mails are at http://localhost:%d%n", paths.ports().mailPage());
        return 0;
    }

    private static final class OnTheTerminal implements ProgressListener {

        private final boolean styled = Terminal.isInteractive();
        private int steps;

        @Override
        public void step(String title) {
            steps++;
            System.out.println("\n" + style("1", steps + ". " + title));
        }

        @Override
        public void say(String line) {
            System.out.println("   " + line);
        }

        @Override
        public void show(String line) {
            System.out.println("   " + style("2", "│ " + line));
        }

        private String style(String code, String text) {
            return styled ? "\033[" + code + "m" + text + "\033[0m" : text;
        }
    }
}
