package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

class InterruptAtShutdownTest {

    @TempDir
    Path folder;

    @Test
    void runsFinallyBlocksOnSigterm() throws Exception {
        var ended = folder.resolve("ended");
        var program = start("forever", ended);
        assertThat(program.inputReader().readLine()).isEqualTo("disturbed");

        program.destroy();

        assertThat(program.waitFor(1, MINUTES)).isTrue();
        assertThat(ended).exists();
    }

    @Test
    void keepsTheExitCodeOfANormalEnd() throws Exception {
        var ended = folder.resolve("ended");
        var program = start("once", ended);

        assertThat(program.waitFor(1, MINUTES)).isTrue();
        assertThat(program.exitValue()).isEqualTo(3);
        assertThat(ended).exists();
    }

    private static Process start(String how, Path ended) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        how,
                        ended.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Disturbs something, forever or once, and ends that in a finally block, which a process that is told to end does not reach. */
    static final class Program {

        public static void main(String[] arguments) throws Exception {
            try (var _ = new InterruptAtShutdown()) {
                simulateFault(arguments[0].equals("forever"), Path.of(arguments[1]));
            } catch (InterruptedException e) {
                System.exit(1);
            }
            System.exit(3);
        }

        private static void simulateFault(boolean forever, Path ended) throws InterruptedException, IOException {
            try {
                System.out.println("disturbed");
                if (forever) {
                    TimeUnit.DAYS.sleep(1);
                }
            } finally {
                Files.createFile(ended);
            }
        }
    }
}
