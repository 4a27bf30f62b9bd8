package org.mentoring.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.ProcessIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        description = "shows the state of each part; ends with 0 when all are ready, 3 when nothing runs, 1 otherwise")
final class StatusCommand implements Callable<Integer> {

    private static final int NOTHING_RUNS = 3;

    @ParentCommand
    private PlatformCommand platform;

    @Override
    public Integer call() {
        var running = new RunningPlatform(platform.paths());
        var state = running.state().or(running::orphanedParts);
        if (state.isEmpty()) {
            System.out.println("Nothing is running.");
            return NOTHING_RUNS;
        }
        state.get().parts().forEach(part -> System.out.println(memory(part) + Display.line(part)));
        if (!state.get().supervised()) {
            System.out.println(
                    "No supervisor runs, so what ends is not started again; ./platform up starts one, which takes"
                            + " over the parts.");
            return 1;
        }
        System.out.println(memory(state.get().supervisor().find().stream()) + "  supervisor");
        return state.filter(PlatformState::ready).isPresent() ? 0 : 1;
    }

    /** With the processes that the part itself started, as PostgreSQL does for each connection. */
    private static String memory(PartState part) {
        return memory(Optional.ofNullable(part.process()).flatMap(ProcessIdentity::find).stream()
                .flatMap(found -> Stream.concat(Stream.of(found), found.descendants())));
    }

    private static String memory(Stream<ProcessHandle> processes) {
        var bytes = processes.mapToLong(StatusCommand::resident).sum();
        return bytes == 0 ? "        " : String.format(Locale.ROOT, "%5d MB", bytes / 1_000_000);
    }

    /** Proportional, so that memory which processes share is counted once; 0 where the system does not report it. */
    private static long resident(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
