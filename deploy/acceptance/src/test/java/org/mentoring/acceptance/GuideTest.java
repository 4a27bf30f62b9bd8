package org.mentoring.acceptance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the guide tells operators to do in databases does what it says. */
@ExtendWith(RunningPlatform.class)
class GuideTest {

    private static final Path GUIDE = Path.of("../README.md");
    private static final Pattern STEP = Pattern.compile("```sql\n-- database: (\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final String BOOKERS = "SELECT count(*) FROM mentor_bookers";
    private static final String MAILS = "SELECT count(*) FROM messages WHERE data::text LIKE '%%%s%%'";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Platform platform;

    GuideTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aProjectionIsRebuiltFromTheOutboxWithoutDuplicateMails() throws Exception {
        String booking;
        try (var api = new Api(platform.addresses())) {
            var slots = Slots.of(api, "Alan Turing");
            booking = api.as("linus")
                    .post("/api/v1/bookings", """
                            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                            """.formatted(slots.mentor(), slots.next()))
                    .expect(201)
                    .json()
                    .path("id")
                    .asText();
        }
        var mails = MAILS.formatted(booking);
        await().atMost(TIMEOUT).until(() -> count("user", BOOKERS) > 0);
        await().atMost(TIMEOUT).until(() -> published("booking") && count("notification", mails) == 2);

        run("Rebuild a projection");

        await().atMost(TIMEOUT).until(() -> count("user", BOOKERS) > 0 && published("booking"));
        assertThat(count("notification", mails)).isEqualTo(2);
    }

    private void run(String section) throws SQLException {
        var guide = Monitoring.read(GUIDE);
        var from = guide.indexOf("## " + section + "\n");
        var steps = STEP.matcher(guide.substring(from, guide.indexOf("\n## ", from)));
        var ran = 0;
        while (steps.find()) {
            try (var connection = superuser(steps.group(1));
                    var statement = connection.createStatement()) {
                statement.execute(steps.group(2));
                ran++;
            }
        }
        assertThat(ran).as("steps of %s", section).isEqualTo(2);
    }

    private boolean published(String database) throws SQLException {
        return count(database, "SELECT count(*) FROM outbox WHERE published_at IS NULL") == 0;
    }

    private long count(String database, String sql) throws SQLException {
        try (var connection = superuser(database);
                var result = connection.createStatement().executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(platform.database(database), "postgres", "postgres");
    }
}
