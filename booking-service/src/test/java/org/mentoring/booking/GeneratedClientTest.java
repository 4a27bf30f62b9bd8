package org.mentoring.booking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mentoring.booking.Calls.mentee;

/** A client that is generated from the API description compiles, and books and cancels. */
@QuarkusTest
@RealParts
class GeneratedClientTest {

    private static final boolean MUST = "true".equals(System.getenv("CI"));
    private static final Path CLIENT = Path.of("../deploy/contracts/examples/api-client");

    private record Run(int status, String said) {}

    @Test
    void booksAndCancelsInTypeScript() throws Exception {
        var mentor = MentorFixture.available();
        fetch();

        assertThat(run("npm", "run", "generate")).matches(run -> run.status() == 0);
        assertThat(run("npm", "run", "build")).matches(run -> run.status() == 0);
        var ran = run(
                Map.of(
                        "API", "http://localhost:" + RestAssured.port,
                        "TOKEN", mentee(UUID.randomUUID()).build(),
                        "MENTOR", mentor.id().toString()),
                "npm",
                "start");

        assertThat(ran.said()).contains("booked ", "cancelled ");
        assertThat(ran.status()).isZero();
    }

    private static void fetch() throws Exception {
        if (!Files.exists(CLIENT.resolve("node_modules/typescript"))) {
            Run fetched;
            try {
                fetched = run("npm", "ci", "--no-audit", "--no-fund");
            } catch (IOException e) {
                assumeTrue(MUST, "Skipped: there is no Node on the path.");
                throw e;
            }
            assumeTrue(MUST || fetched.status() == 0, "Skipped: npm could not fetch: " + fetched.said());
            assertThat(fetched.status()).as(fetched.said()).isZero();
        }
    }

    private static Run run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    private static Run run(Map<String, String> environment, String... command) throws Exception {
        var log = Files.createTempFile("client", ".log");
        var process = new ProcessBuilder(List.of(command))
                .directory(CLIENT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().putAll(environment);
        var running = process.start();
        var ended = running.waitFor(3, TimeUnit.MINUTES);
        var said = Files.readString(log);
        Files.delete(log);
        assertThat(ended).as("%s ends; it said %s", List.of(command), said).isTrue();
        return new Run(running.exitValue(), said);
    }
}
