package org.mentoring.local.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process by a signal, and by force if it does not end in time. */
public final class Processes {

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private Processes() {}

    /**
     * @param byInterrupt SIGINT instead of SIGTERM
     * @return whether it has ended
     */
    public static boolean end(ProcessHandle process, boolean byInterrupt, Duration timeout) {
        if (!process.isAlive()) {
            return true;
        }
        if (!byInterrupt || !interrupt(process)) {
            process.destroy();
        }
        if (endsWithin(process, timeout)) {
            return true;
        }
        kill(process);
        return endsWithin(process, KILL_TIMEOUT);
    }

    /** Kills a process with those that it started, such as the application that Maven starts in dev mode. */
    static void kill(ProcessHandle process) {
        var started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean interrupt(ProcessHandle process) {
        try {
            return new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
