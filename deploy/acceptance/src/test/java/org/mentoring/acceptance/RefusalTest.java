package org.mentoring.acceptance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a client app can get wrong, through the gateway, with tokens of the real realm. */
@ExtendWith(RunningPlatform.class)
class RefusalTest {

    private static final String BOOKINGS = "/api/v1/bookings";

    private final Platform platform;
    private Api api;
    private Caller linus;
    private Slots slots;

    RefusalTest(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void call() {
        api = new Api(platform.addresses());
        linus = api.as("linus");
        slots = Slots.of(api, "Ada Lovelace");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void anUnknownMentor() {
        refused(book(UUID.randomUUID(), slots.next()), 404, "not-found");
    }

    @Test
    void aTimeThatIsNotOfferedOrPast() {
        refused(book(slots.mentor(), slots.next().plusMinutes(7)), 422, "slot-not-offered");
        refused(
                book(slots.mentor(), OffsetDateTime.of(2026, 3, 2, 9, 0, 0, 0, ZoneOffset.UTC)),
                422,
                "slot-not-offered");
    }

    @Test
    void anInvalidBooking() throws Exception {
        assertThat(raw("{\"mentor_id\": ", linusToken())).isEqualTo(400);
        refused(
                linus.post(BOOKINGS, "{\"mentor_id\": \"%s\", \"colour\": \"red\"}".formatted(slots.mentor())),
                400,
                "malformed");
        refused(linus.post(BOOKINGS, "{}"), 422, "invalid");
    }

    @Test
    void aTokenThatIsMissingForgedOrForSomethingElse() throws Exception {
        var body = body(slots.mentor(), slots.next());
        var token = linusToken();
        var parts = token.split("\\.");
        var header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        var changed = parts[1].substring(0, parts[1].length() - 4) + "AAAA";

        refused(api.anyone().post(BOOKINGS, body), 401, "unauthenticated");
        refused(api.withToken("rubbish").post(BOOKINGS, body), 401, "unauthenticated");
        refused(api.withToken(header + "." + parts[1] + ".").post(BOOKINGS, body), 401, "unauthenticated");
        refused(api.withToken(parts[0] + "." + changed + "." + parts[2]).post(BOOKINGS, body), 401, "unauthenticated");
        try (var users = new RealmUsers(platform.addresses())) {
            refused(api.withToken(users.administratorToken()).post(BOOKINGS, body), 401, "unauthenticated");
        }
        refused(api.as("ada").post(BOOKINGS, body), 403, "forbidden");
    }

    @Test
    void aBodyOfTwoMegabytes() {
        refused(linus.post(BOOKINGS, "{\"note\": \"" + "x".repeat(2_000_000) + "\"}"), 413, "too-large");
    }

    @Test
    void anIdempotencyKeyThatWasUsedForAnotherBooking() {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var booked = linus.post(BOOKINGS, key, body(slots.mentor(), slots.next()))
                .expect(201)
                .json();

        refused(linus.post(BOOKINGS, key, body(slots.mentor(), slots.next())), 422, "idempotency-key-reused");

        linus.post(BOOKINGS + "/" + booked.path("id").asText() + "/cancel", null)
                .expect(200);
    }

    @Test
    void internalPaths() {
        refused(linus.get("/api/v1/internal"), 404, "not-found");
        for (var path : new String[] {"/q/health", "/q/metrics", "/q/openapi"}) {
            var answer = linus.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("<h1").doesNotContain("jvm_", "\"UP\"", "openapi:");
        }
    }

    private Answer book(UUID mentor, OffsetDateTime start) {
        return linus.post(BOOKINGS, body(mentor, start));
    }

    private static String body(UUID mentor, OffsetDateTime start) {
        return """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                """.formatted(mentor, start);
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).as(answer.body()).isEqualTo(problem);
        var document = answer.json();
        assertThat(document.path("status").asInt()).isEqualTo(status);
        assertThat(document.path("title").asText()).isNotBlank();
        assertThat(document.path("trace_id").asText()).matches("[0-9a-f]{32}");
        assertThat(answer.body()).doesNotContain("Exception", "org.mentoring", "SELECT");
    }

    private String linusToken() {
        return api.token("linus");
    }

    private int raw(String body, String token) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(platform.addresses().api().resolve(BOOKINGS))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
