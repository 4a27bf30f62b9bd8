package org.mentoring.kit.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs the programs that prepare a part, and checks whether a part listens. */
final class Commands {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BUSY_RETRY_INTERVAL = Duration.ofMillis(20);
    private static final String TEXT_FILE_BUSY = "error=26,";

    private Commands() {}

    static void run(String what, Path directory, List<String> command) {
        try {
            var output = Files.createTempFile("preparation-", ".log");
            try {
                var process = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                var code = awaitEnd(process);
                if (code != 0) {
                    throw new PartFailedException(what + " ended with " + code + ": "
                            + Files.readString(output).strip());
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new PartFailedException(what + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException(what + " was interrupted", e);
        }
    }

    /** An interrupted thread ends the process too. */
    private static int awaitEnd(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            throw e;
        }
    }

    /**
     * Waits until a program that was just written can be run. Linux runs none that is open for writing, and a process that another
     * thread started meanwhile holds it open until it has begun its own program.
     */
    static void awaitExecutable(Path program) {
        var end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                run(program.toString(), program.getParent(), List.of(program.toString(), "--version"));
                return;
            } catch (PartFailedException e) {
                if (!String.valueOf(e.getMessage()).contains(TEXT_FILE_BUSY) || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(BUSY_RETRY_INTERVAL.toNanos());
            }
        }
    }

    /** Moves a folder to where another process may have put the same one meanwhile, which systems report in different ways. */
    static void moveUnlessThere(Path folder, Path target) throws IOException {
        try {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
