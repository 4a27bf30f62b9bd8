package org.mentoring.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nobody is shown a private field of another: no operation that reads answers anybody with what is in a column not theirs. */
@Tag("slow")
@ExtendWith(RunningPlatform.class)
class CanaryTest {

    private static final String COLUMNS = """
            SELECT c.relname || '.' || a.attname
              FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
               AND NOT a.attisdropped AND c.relname <> 'flyway_schema_history'
            """;
    private static final List<String> LOGINS = List.of("margaret", "grace", "linus", "ada", "admin");
    /** What is planted, by the segment of a path that comes before its id. */
    private static final Map<String, List<String>> PLANTED = Map.ofEntries(
            Map.entry("users", List.of("wilma")),
            Map.entry("mentees", List.of("wilma")),
            Map.entry("mentors", List.of("alma", "anna")),
            Map.entry("ratings", List.of("alma")),
            Map.entry("rules", List.of("rule")),
            Map.entry("windows", List.of("window")),
            Map.entry("overrides", List.of("override")),
            Map.entry("bookings", List.of("booking", "booked")),
            Map.entry("sessions", List.of("session", "sat")),
            Map.entry("reviews", List.of("review", "hidden")),
            Map.entry("dead-letters", List.of("letter")));

    private static final Pattern PARAMETER = Pattern.compile("([a-z-]+)/\\{[a-z_]+}");
    /** Whoever else asks like this is refused, whatever there is. */
    private static final String OF_ADMINS = "/api/v1/notifications?status=failed&limit=100";
    /** What a filter brings to light. */
    private static final List<String> FILTERED = List.of(
            "/api/v1/mentors?q=canary&limit=100",
            "/api/v1/mentees?q=canary&limit=100",
            "/api/v1/reviews?mentor_id={alma}&limit=100",
            "/api/v1/slots?mentor_id={alma}&from=2027-01-04T00:00:00Z&to=2027-01-05T00:00:00Z&session_type=x&time_zone=UTC",
            OF_ADMINS,
            "/api/v1/notifications/dead-letters?status=discarded&limit=100");

    private final Platform platform;

    CanaryTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void everyColumnIsClassifiedByVisibility() throws Exception {
        var columns = new TreeSet<String>();
        for (var service : SortedColumns.SERVICES) {
            try (var database = superuser(service);
                    var rows = database.createStatement().executeQuery(COLUMNS)) {
                while (rows.next()) {
                    columns.add(service + "." + rows.getString(1));
                }
            }
        }
        assertThat(SortedColumns.names()).containsExactlyElementsOf(columns);
    }

    @Test
    void neverShowsPrivateColumnsToOthers() throws Exception {
        try (var api = new Api(platform.addresses())) {
            var tokens = new LinkedHashMap<String, String>();
            tokens.put("nobody", null);
            LOGINS.forEach(login -> tokens.put(login, api.token(login)));
            var people = Map.of("linus", id(api, tokens.get("linus")), "ada", id(api, tokens.get("ada")));
            try (var canaries = new Canaries(this::superuser, people)) {
                for (var row : SortedColumns.rows()) {
                    canaries.plant(row);
                }
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> get(api, null, canaries.filledIn("/api/v1/mentors/{alma}"))
                                        .status()
                                == 200);
                lookFor(canaries, api, tokens);
            }
        }
    }

    private static void lookFor(Canaries canaries, Api api, Map<String, String> tokens) throws Exception {
        var found = new SoftAssertions();
        var shown = new HashSet<String>();
        for (var path : paths(canaries)) {
            tokens.forEach((login, token) -> {
                if (path.startsWith(OF_ADMINS) && !login.equals("admin")) {
                    return;
                }
                var answer = get(api, token, path);
                if (!path.contains("unsubscribe")) {
                    found.assertThat(answer.status()).as(path).isNotEqualTo(400);
                }
                var body = answer.body();
                canaries.all().stream().filter(canary -> canary.isIn(body)).forEach(canary -> {
                    shown.add(canary.text());
                    found.assertThat(canary.readers())
                            .as("%s of %s is shown to %s", canary.column(), path, login)
                            .contains(login);
                });
            });
        }
        canaries.all().stream()
                .filter(canary -> !canary.readers().isEmpty())
                .forEach(canary -> found.assertThat(shown)
                        .as("%s is shown to one of %s", canary.column(), canary.readers())
                        .contains(canary.text()));
        found.assertAll();
    }

    /** Of everything that can be read, once for each planted thing that it can be asked of. */
    private static List<String> paths(Canaries canaries) throws Exception {
        var paths = new ArrayList<String>();
        var paged = AuthorisationMatrix.paged();
        for (var row : AuthorisationMatrix.rows()) {
            if (row.method().equals("GET")) {
                var parameter = PARAMETER.matcher(row.operation());
                UnaryOperator<String> whole = paged.contains(row.operation()) ? CanaryTest::whole : path -> path;
                if (parameter.find() && !parameter.group().equals("calendars/{provider}")) {
                    var segment = parameter.group(1);
                    assertThat(PLANTED).as(row.operation()).containsKey(segment);
                    PLANTED.get(segment)
                            .forEach(name -> paths.add(whole.apply(row.operation()
                                    .substring("GET ".length())
                                    .replace(parameter.group(), segment + "/" + canaries.id(name)))));
                } else {
                    paths.add(whole.apply(canaries.filledIn(row.path())));
                }
            }
        }
        FILTERED.forEach(path -> paths.add(canaries.filledIn(path)));
        return paths;
    }

    private static String whole(String path) {
        return path + (path.contains("?") ? "&" : "?") + "limit=100";
    }

    /** So many calls at once are too many for the gateway, which says when to come back. */
    private static Answer get(Api api, String token, String path) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.withToken(token).get(path), answer -> answer.status() != 429);
    }

    private static UUID id(Api api, String token) {
        return UUID.fromString(api.withToken(token)
                .get("/api/v1/users/me")
                .expect(200)
                .json()
                .path("user_id")
                .asText());
    }

    private Connection superuser(String service) throws SQLException {
        return DriverManager.getConnection(platform.database(service), "postgres", "postgres");
    }
}
