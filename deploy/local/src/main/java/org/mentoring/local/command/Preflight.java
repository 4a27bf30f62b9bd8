package org.mentoring.local.command;

import java.io.IOException;
import java.nio.file.Files;

import org.mentoring.local.platform.PlatformPaths;

/** Checks before the start, whose failures would be harder to understand later. */
final class Preflight {

    private static final long NEEDED_MEGABYTES = 3_000;

    private Preflight() {}

    static void checkDisk(PlatformPaths paths) {
        var state = paths.state();
        try {
            Files.createDirectories(state);
            if (!Files.isWritable(state) || Files.exists(paths.secrets()) && !Files.isReadable(paths.secrets())) {
                throw new CommandFailedException(
                        state + " belongs to another user of this machine; run ./platform reset --all as"
                                + " that user, or give it to yourself.");
            }
            var free = Files.getFileStore(state).getUsableSpace() / 1_000_000;
            if (free < NEEDED_MEGABYTES) {
                throw new CommandFailedException("The disk of " + state + " has " + free + " MB left, and "
                        + NEEDED_MEGABYTES + " MB are needed.");
            }
        } catch (IOException e) {
            throw new CommandFailedException(state + " cannot be written to: " + e.getMessage());
        }
    }

    static void checkPorts(PlatformPaths paths) {
        paths.ports().taken().ifPresent(sentence -> {
            throw new CommandFailedException(sentence);
        });
    }
}
