package org.mentoring.acceptance;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.AuthorisationMatrix.Row;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Holds every operation of the platform against the matrix, with tokens of the real Keycloak. */
@ExtendWith(RunningPlatform.class)
class AuthorisationTest {

    private static final List<String> PEOPLE = List.of("ada", "grace", "linus", "margaret", "admin");
    private static final String DATE_OF_BIRTH = "1907-07-07";
    /** What is private to Linus and Ada, who own what the rows are about. */
    private static final List<String> CANARIES =
            List.of(DATE_OF_BIRTH, Belongings.NOTE, "linus@example.org", "ada@example.org");
    /** Here everyone sees the own bookings, and whom they are with: other tests may have booked Linus with them. */
    private static final String OWN_BOOKINGS = "GET /api/v1/bookings";

    private final Platform platform;

    AuthorisationTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void coversEveryOperation() throws Exception {
        assertThat(AuthorisationMatrix.rows().stream().map(Row::operation))
                .containsExactlyInAnyOrderElementsOf(AuthorisationMatrix.offered());
    }

    @TestFactory
    Stream<DynamicTest> answersEachAsTheMatrixSays() throws Exception {
        var api = new Api(platform.addresses());
        var tokens = new HashMap<String, String>();
        PEOPLE.forEach(login -> tokens.put(login, api.token(login)));
        putCanaries(api);
        var belongings = new Belongings(api);
        var useless = new HashMap<String, Map<String, String>>();
        try (var forger = new UselessTokens(platform.addresses())) {
            for (var owner : List.of("ada", "linus", "admin")) {
                useless.put(owner, forger.of(owner, tokens.get(owner)));
            }
        }
        return AuthorisationMatrix.rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.operation(), () -> check(api, row, belongings, tokens, useless.get(row.owner()))))
                .onClose(api::close);
    }

    private static void putCanaries(Api api) {
        var linus = api.as("linus");
        var account = linus.get("/api/v1/users/me").expect(200);
        linus.put("/api/v1/users/me", account, """
                {"name": "Linus Torvalds", "linkedin": null, "dob": "%s", "time_zone": "Asia/Kolkata", "locale": "en-IN"}
                """.formatted(DATE_OF_BIRTH)).expect(200);
    }

    private static void check(
            Api api, Row row, Belongings belongings, Map<String, String> tokens, Map<String, String> useless) {
        var path = belongings.filledIn(row.path());
        var statuses = row.statuses();
        var found = new SoftAssertions();
        useless.forEach((fault, token) ->
                found.assertThat(call(api, token, row, path).status()).as(fault).isEqualTo(statuses.nobody()));
        // The owner comes last: what may change something has been tried by all others before.
        var others = new LinkedHashMap<String, Integer>();
        others.put(null, statuses.nobody());
        others.put("margaret", statuses.mentee());
        others.put("grace", statuses.mentor());
        others.forEach((login, status) -> {
            var answer = call(api, tokens.get(login), row, path);
            found.assertThat(status(row, answer))
                    .as("%s: %s", login, answer.body())
                    .isEqualTo(status);
            found.assertThat(answer.body())
                    .as("what %s is shown", login)
                    .doesNotContain(row.operation().equals(OWN_BOOKINGS) ? CANARIES.subList(0, 2) : CANARIES);
        });
        var admin = call(api, tokens.get("admin"), row, path);
        found.assertThat(status(row, admin)).as("admin: %s", admin.body()).isEqualTo(statuses.admin());
        var owner = call(api, tokens.get(row.owner()), row, path);
        found.assertThat(status(row, owner)).as("owner: %s", owner.body()).isEqualTo(statuses.owner());
        found.assertAll();
    }

    /** An archive that somebody asked for before may be there already. */
    private static int status(Row row, Answer answer) {
        return row.operation().equals("GET /api/v1/users/me/export") && answer.status() == 200 ? 202 : answer.status();
    }

    /** So many calls at once are too many for the gateway, which says when to come back. */
    private static Answer call(Api api, String token, Row row, String path) {
        var headers = new HashMap<String, String>();
        if (row.method().startsWith("P") && !row.method().equals("POST")
                || row.operation().equals("DELETE /api/v1/users/me")) {
            // Never the current one, so that nothing is changed for the rows below.
            headers.put("If-Match", "\"999\"");
        }
        if (row.method().equals("PATCH")) {
            headers.put("Content-Type", "application/merge-patch+json");
        }
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> api.withToken(token).send(row.method(), path, headers, row.body()),
                        answer -> answer.status() != 429);
    }
}
