package org.mentoring.local.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.mentoring.local.platform.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "restart",
        description =
                "restarts services and the web client one after the other, all by default; no request fails meanwhile")
final class RestartCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;

    @ParentCommand
    private PlatformCommand platform;

    @Parameters(paramLabel = "part", arity = "0..*", description = "user, mentor, booking, review, notification or web")
    private List<String> parts = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (var part : parts) {
            if (!Ports.APPLICATIONS.contains(part)) {
                throw new CommandFailedException(part + " cannot be restarted; those that can are "
                        + String.join(", ", Ports.APPLICATIONS) + ".");
            }
        }
        platform.running();
        var restart = new RollingRestart(platform.paths());
        for (var service : parts.isEmpty() ? Ports.APPLICATIONS : parts) {
            var began = System.nanoTime();
            restart.of(service);
            System.out.printf(
                    Locale.ROOT, "  %-13s restarted in %4.1f s%n", service, (System.nanoTime() - began) / NANOS);
        }
        return 0;
    }
}
