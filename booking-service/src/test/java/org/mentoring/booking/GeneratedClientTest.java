package org.mentoring.booking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.example.mentoring.ApiClient;
import org.example.mentoring.ApiException;
import org.example.mentoring.api.BookingsApi;
import org.example.mentoring.api.SlotsApi;
import org.example.mentoring.model.Booking;
import org.example.mentoring.model.NewBooking;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

    /** The client is generated and compiled by the build of this module. */
    @Test
    void booksAndCancelsInJava() throws Exception {
        var mentor = MentorFixture.available();
        var token = mentee(UUID.randomUUID()).build();
        var client = new ApiClient();
        client.updateBaseUri("http://localhost:" + RestAssured.port);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        var bookings = new BookingsApi(client);

        var slot = new SlotsApi(client)
                .slotsFind(mentor.id(), LocalDate.now().plusDays(2).toString(), null, null, null, null, null, null)
                .getItems()
                .getFirst();
        var wanted = new NewBooking()
                .mentorId(mentor.id())
                .startTime(slot.getStartTime())
                .sessionType(slot.getSessionType());
        var booked = bookings.bookingsBook(wanted, UUID.randomUUID().toString());
        assertThat(booked.getStatus()).isEqualTo(Booking.StatusEnum.CONFIRMED);

        bookings.bookingsCancel(booked.getId(), null, null);
        var cancelled = bookings.bookingsGet(booked.getId());
        assertThat(cancelled.getStatus()).isEqualTo(Booking.StatusEnum.CANCELLED);
        assertThat(cancelled.getCancelledBy()).isEqualTo(Booking.CancelledByEnum.MENTEE);
        assertThat(cancelled.getProposal()).isNull();
        var listed = bookings.bookingsPage(null, null, null, "mentee", "start_time", "cancelled", null);
        // Lists are without the texts of questions.
        assertThat(listed.getItems()).containsExactly(cancelled.questions(null));

        assertThatThrownBy(() -> bookings.bookingsBook(
                        wanted.startTime(slot.getStartTime().minusYears(1)), null))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(422);
                    assertThat(refused.getResponseBody()).contains("slot-not-offered");
                });
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
