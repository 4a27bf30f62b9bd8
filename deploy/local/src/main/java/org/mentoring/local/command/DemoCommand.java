package org.mentoring.local.command;

import java.util.concurrent.Callable;

import org.mentoring.local.client.UnexpectedAnswerException;
import org.mentoring.local.demo.Journey;
import org.mentoring.local.demo.JourneyFailedException;
import org.mentoring.local.demo.Narrator;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PlatformState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "demo", description = "plays and tells how a session is booked, moved and cancelled")
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Override
    public Integer call() {
        var home = platform.home();
        if (new RunningPlatform(home).state().filter(PlatformState::ready).isEmpty()) {
            throw new CommandFailedException("The platform is not running. Start it with ./platform up and come back.");
        }
        try {
            Journey.play(home.addresses(), new OnTheTerminal());
        } catch (JourneyFailedException | UnexpectedAnswerException e) {
            System.err.println("\nThis is not as it should be: " + e.getMessage());
            return 1;
        }
        System.out.printf(
                "%nThe mails are at http://localhost:%d%n", home.ports().mailPage());
        return 0;
    }

    private static final class OnTheTerminal implements Narrator {

        private final boolean styled = Terminal.attached();
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
