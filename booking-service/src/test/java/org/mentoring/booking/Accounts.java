package org.mentoring.booking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

/** What the user service tells of people. */
final class Accounts {

    private Accounts() {}

    /**
     * Returns when it has been taken note of; once for each person.
     *
     * @param email null for an account without a verified address
     */
    static void tell(UUID id, String email) {
        tell(id, email, Map.of());
    }

    /** @param further members of the data, as JSON; they go before the usual ones */
    static void tell(UUID id, String email, Map<String, Object> further) {
        var account = new LinkedHashMap<String, Object>();
        account.put("user_id", '"' + id.toString() + '"');
        account.put("name", "\"Linus B. Torvalds\"");
        account.put("email", email == null ? null : '"' + email + '"');
        account.put("time_zone", "\"Asia/Kolkata\"");
        account.put("locale", "\"hi\"");
        account.put("version", 2);
        account.putAll(further);
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                id,
                2,
                account.entrySet().stream()
                        .map(member -> '"' + member.getKey() + "\": " + member.getValue())
                        .collect(Collectors.joining(", ", "{", "}")));
        await().atMost(2, MINUTES).until(() -> isKnown(id));
    }

    /** @param language as JSON */
    static void choose(UUID id, String language, long version) {
        TestTopics.publish(
                "mentoring.preferences",
                UUID.randomUUID().toString(),
                "/mentoring/notification-service",
                "org.mentoring.preference.updated.v1",
                id,
                version,
                "{\"user_id\": \"%s\", \"language\": %s}".formatted(id, language));
    }

    /** Does not wait; the zone is JSON. */
    static void tellOfZone(UUID id, long version, String zone) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                id,
                version,
                """
                {"user_id": "%1$s", "name": "Ada Lovelace", "email": "ada-%1$s@example.org", "time_zone": %2$s,
                 "locale": "en", "version": %3$d}
                """.formatted(id, zone, version));
    }

    /** The zone that is known of somebody's account. */
    static String zone(UUID id) throws Exception {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("SELECT time_zone FROM people WHERE user_id = ?")) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getString(1) != null ? rows.getString(1) : "";
            }
        }
    }

    static boolean isKnown(UUID id) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, "SELECT count(*) FROM people WHERE user_id = ?", id) == 1;
        }
    }
}
