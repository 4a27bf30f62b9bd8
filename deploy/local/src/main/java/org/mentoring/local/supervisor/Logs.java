package org.mentoring.local.supervisor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log of each part: a file for this run, and one for the previous run. */
public record Logs(Path folder) {

    private static final int TAIL_BYTES = 256 * 1024;

    public Path of(String part) {
        return folder.resolve(part + ".log");
    }

    /** Moves the log of the previous run aside. */
    void begin(String part) throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(of(part))) {
            Files.move(of(part), folder.resolve(part + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The current size of the part's log, in bytes. */
    long length(String part) {
        return of(part).toFile().length();
    }

    /** The last lines; none if the log is empty. */
    public List<String> tail(String part, int lines) {
        return tail(part, lines, 0);
    }

    /** The last lines written since the log had that size. */
    List<String> tail(String part, int lines, long since) {
        try (var file = new RandomAccessFile(of(part).toFile(), "r")) {
            var from = Math.max(since, file.length() - TAIL_BYTES);
            var bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
