package org.mentoring.kit.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.Folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class PartsTest {

    @TempDir
    Path directory;

    @Test
    void nothingIsLeftOfWhatTestsStarted() throws Exception {
        assumeThat(Parts.dockerAnswers()).isFalse();
        var shared = Files.createDirectories(Folders.sharedCache());
        var cache = Files.createSymbolicLink(directory.resolve(shared.getFileName()), shared);

        var tests = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PartsTest.class.getName())
                .inheritIO()
                .start();

        assertThat(tests.waitFor()).isZero();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(cache);
        }
    }

    /** What tests start, and leave to be ended with their process. */
    public static void main(String[] args) {
        var postgres = new PostgresResource();
        postgres.init(Map.of("database", "some"));
        postgres.start();
        new KafkaResource().start();
        TestCertificate.make("localhost");
    }
}
