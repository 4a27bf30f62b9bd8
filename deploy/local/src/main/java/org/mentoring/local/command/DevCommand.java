package org.mentoring.local.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.mentoring.local.platform.DevMode;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.Processes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "dev",
        description =
                "runs one service, or the web client, in Quarkus dev mode, with live reload and a debugger, until Ctrl-C")
final class DevCommand implements Callable<Integer> {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    @ParentCommand
    private PlatformCommand platform;

    @Parameters(paramLabel = "service", description = "user, mentor, booking, review, notification or web")
    private String service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Ports.APPLICATIONS.contains(service)) {
            throw new CommandFailedException(service + " cannot be run in dev mode; those that can are "
                    + String.join(", ", Ports.APPLICATIONS) + ".");
        }
        var paths = platform.paths();
        var running = new RunningPlatform(paths);
        var before = running.part(service)
                .orElseThrow(() -> new CommandFailedException("Nothing is running; ./platform up starts it."));
        var dev = new DevMode(paths);
        dev.request(service);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> backToPackaged(dev, running)));
        System.out.println("Starting " + PlatformPaths.module(service) + " in dev mode …");
        endCurrent(running);
        awaitStart(running, before);
        System.out.printf(
                "%s runs from its sources behind http://localhost:%d; a change takes effect with the next request.%n"
                        + "  Dev UI    http://localhost:%d/q/dev-ui%n  debugger  localhost:%d%nCtrl-C ends dev mode.%n",
                PlatformPaths.module(service),
                paths.ports().gateway(),
                paths.ports().managementOf(service),
                dev.debugPort(service));
        var log = new ProcessBuilder(
                        "tail", "-n", "0", "-F", paths.logs().of(service).toString())
                .inheritIO()
                .start();
        while (!log.waitFor(POLL_INTERVAL)) {
            if (running.part(service).isEmpty()) {
                System.out.println("The platform was stopped.");
                return 0;
            }
        }
        return log.exitValue();
    }

    private void backToPackaged(DevMode dev, RunningPlatform running) {
        // Only Ctrl-C also ends what shows the log.
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        try {
            dev.withdraw(service);
            endCurrent(running);
            System.out.println("\n" + PlatformPaths.module(service) + " starts again from its packaged application.");
        } catch (IOException e) {
            System.err.println("platform: dev mode could not be ended: " + e.getMessage());
        }
    }

    /** The supervisor starts it again, in the mode that is wanted then. */
    private void endCurrent(RunningPlatform running) {
        running.part(service)
                .map(PartState::process)
                .flatMap(ProcessIdentity::find)
                .ifPresent(process -> Processes.end(process, false, END_TIMEOUT));
    }

    private void awaitStart(RunningPlatform running, PartState before) throws InterruptedException {
        // A part that was ready counts its failures from zero, and the end of one that was starting is a failure.
        var earlierFailures =
                before.phase() == Phase.READY ? 0 : before.failures() + (before.process() == null ? 0 : 1);
        while (true) {
            var now = running.part(service)
                    .orElseThrow(() ->
                            new CommandFailedException("The platform was stopped while " + service + " started."));
            if (now.phase() == Phase.READY) {
                if (!Objects.equals(now.process(), before.process())) {
                    return;
                }
            } else if (now.phase() == Phase.FAILED || now.failures() > earlierFailures) {
                throw new CommandFailedException(PlatformPaths.module(service) + " does not start in dev mode: "
                        + now.detail() + "\n" + String.join("\n", now.lastLogLines()));
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }
}
