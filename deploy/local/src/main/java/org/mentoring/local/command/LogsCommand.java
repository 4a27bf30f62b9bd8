package org.mentoring.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "logs", description = "shows the last lines of the parts' logs")
final class LogsCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Parameters(arity = "0..1", description = "only this part")
    private String part;

    @Option(
            names = {"-f", "--follow"},
            description = "follows the logs")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            description = "how many lines of each")
    private Integer lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var logs = platform.paths().logs();
        var known = known();
        if (part != null && !known.contains(part)) {
            throw new CommandFailedException(
                    known.isEmpty()
                            ? "There are no logs; the platform has not been started."
                            : "There is no log of '" + part + "'. There are: " + String.join(", ", known));
        }
        var shown = part == null ? known : List.of(part);
        var count = lines != null ? lines : part == null ? 10 : 100;
        if (!follow) {
            for (var name : shown) {
                if (part == null) {
                    System.out.println("==> " + name + " <==");
                }
                logs.tail(name, count).forEach(System.out::println);
            }
            return 0;
        }
        var command = new ArrayList<>(List.of("tail", "-n", Integer.toString(count), "-F"));
        shown.forEach(name -> command.add(logs.of(name).toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<String> known() throws IOException {
        var folder = platform.paths().logs().folder();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }
}
