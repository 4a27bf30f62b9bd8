package org.mentoring.booking;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.SECONDS;
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

    /** @param further members of the data */
    static void tell(UUID id, String email, Map<String, Object> further) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                id,
                2,
                """
                {"user_id": "%s", "name": "Linus B. Torvalds", "email": %s, "time_zone": "Asia/Kolkata",
                 "locale": "hi", "version": 2%s}
                """.formatted(
                                id,
                                email == null ? null : '"' + email + '"',
                                further.entrySet().stream()
                                        .map(member -> ", \"" + member.getKey() + "\": " + member.getValue())
                                        .collect(Collectors.joining())));
        await().atMost(30, SECONDS).until(() -> isKnown(id));
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
