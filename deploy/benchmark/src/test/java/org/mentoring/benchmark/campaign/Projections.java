package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What stands in one database as in another, by the queries that list it. */
final class Projections {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final List<List<String>> PROJECTIONS = List.of(
            List.of(
                    "booking", "SELECT id || status || start_time FROM bookings WHERE status <> 'held'",
                    "notification", "SELECT id || replace(status, 'requested', 'pending') || start_time FROM bookings"),
            List.of(
                    "booking", "SELECT id || status || start_time FROM bookings WHERE status <> 'held'",
                    "notification",
                            "SELECT booking_id || replace(status, 'requested', 'pending') || start_time FROM report_bookings"),
            List.of(
                    "booking", """
                            SELECT DISTINCT (data ->> 'mentor_id') || (data ->> 'user_id') FROM outbox
                             WHERE type = 'org.mentoring.booking.confirmed.v1' AND data ->> 'user_name' <> 'Former member'
                            """,
                    "user", "SELECT mentor_id::text || mentee_id FROM mentor_bookers"),
            List.of(
                    "booking", "SELECT mentor_id || coalesce(next_free_at::text, '-') FROM next_free_times",
                    "mentor", "SELECT mentor_id || coalesce(next_free_at::text, '-') FROM mentor_next_free_times"),
            List.of(
                    "user", "SELECT user_id || name FROM users",
                    "booking", "SELECT user_id || name FROM people"),
            List.of(
                    "user", "SELECT user_id || name FROM users",
                    "notification", "SELECT user_id || name FROM people"),
            List.of(
                    "review",
                    "SELECT mentor_id || ' ' || stars_1 + stars_2 + stars_3 + stars_4 + stars_5 FROM mentor_ratings"
                            + " WHERE stars_1 + stars_2 + stars_3 + stars_4 + stars_5 > 0",
                    "mentor",
                    "SELECT id || ' ' || rating_count FROM mentors WHERE rating_count > 0"),
            List.of(
                    "review", "SELECT id || ' ' || rating FROM mentor_reviews",
                    "notification", "SELECT review_id || ' ' || rating FROM report_reviews"));

    private Projections() {}

    static void matchTheirSources(ServiceDatabases databases) {
        for (var projection : PROJECTIONS) {
            await(projection.toString()).atMost(TIMEOUT).untilAsserted(() -> {
                var source = databases.rows(projection.get(0), projection.get(1));
                assertThat(databases.rows(projection.get(2), projection.get(3)))
                        .containsExactlyInAnyOrderElementsOf(source);
            });
        }
    }
}
