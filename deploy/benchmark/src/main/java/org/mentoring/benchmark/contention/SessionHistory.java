package org.mentoring.benchmark.contention;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.awaitility.Awaitility.await;

/**
 * The reports on sessions that had begun, and the state and events of these sessions.
 *
 * @param rows by the session, when nothing is in progress
 * @param events by the session, in the order in which a subscriber got them, each once
 */
record SessionHistory(List<SessionReport> reports, Map<UUID, SessionState> rows, Map<UUID, List<SessionEvent>> events) {

    private static final String UNFINISHED = """
            SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)
                   + (SELECT count(*) FROM mentoring_sessions s
                       WHERE NOT EXISTS (SELECT FROM bookings b WHERE b.id = s.booking_id)
                         AND (s.status IN ('upcoming', 'active')
                              OR s.status = 'no-show' AND s.contested_at IS NULL AND s.decided_at IS NULL))
            """;

    /**
     * An event of a session.
     *
     * @param what the last part but one of its type
     * @param version the aggregate version
     */
    record SessionEvent(String what, long version, SessionState state) {}

    static SessionHistory collect(
            Map<String, String> settings, List<UUID> sessions, List<SessionReport> reports, Duration timeout)
            throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            await("for the clock to end sessions and make reports final")
                    .atMost(timeout)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> TestDatabase.count(database, UNFINISHED) == 0);
            var wanted = new HashSet<>(sessions);
            var rows = new HashMap<UUID, SessionState>();
            FinalStateReader.forEachRow(database, "SELECT session_json(s)::text FROM mentoring_sessions s", row -> {
                var state = SessionState.of(new JsonObject(row.getString(1)));
                if (wanted.contains(state.session())) {
                    rows.put(state.session(), state);
                }
            });
            var events = new HashMap<UUID, List<SessionEvent>>();
            FinalStateReader.readTopic(settings, "mentoring.sessions", record -> {
                var session = UUID.fromString(record.key());
                if (wanted.contains(session)) {
                    var type = TestTopics.header(record, "ce_type").split("\\.");
                    events.computeIfAbsent(session, id -> new ArrayList<>(4))
                            .add(new SessionEvent(
                                    type[type.length - 2],
                                    Long.parseLong(TestTopics.header(record, "ce_aggregateversion")),
                                    SessionState.of(new JsonObject(record.value()))));
                }
            });
            return new SessionHistory(reports, rows, events);
        }
    }
}
