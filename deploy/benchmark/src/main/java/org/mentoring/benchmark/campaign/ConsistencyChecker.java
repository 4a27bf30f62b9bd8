package org.mentoring.benchmark.campaign;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.awaitility.core.ConditionTimeoutException;
import org.mentoring.local.platform.Ports;

import static org.awaitility.Awaitility.await;

/**
 * Compares the databases and mails with the answers that clients got, once no event and no mail is in progress. Each violation is a
 * sentence.
 */
final class ConsistencyChecker {

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private static final String UNPUBLISHED = "SELECT count(*) FROM outbox WHERE published_at IS NULL";
    private static final String OPEN_MAILS =
            "SELECT count(*) FROM messages WHERE status IN ('pending', 'sending') AND due_at < now() + interval '1 minute'";
    /** No mail of a campaign is due later than that. */
    private static final String DELAYED_MAILS =
            "SELECT id::text FROM messages WHERE status IN ('pending', 'sending') AND due_at > now() + interval '15 minutes'";
    /** In either role: a mentor's time with buffers, and a mentee's without. */
    private static final String OVERLAPS = """
            WITH active AS (SELECT * FROM bookings WHERE status IN ('pending', 'confirmed')),
                 taken AS (SELECT id, mentor_id AS person, occupied AS during FROM active
                           UNION ALL SELECT id, user_id, tstzrange(start_time, end_time) FROM active)
            SELECT count(*) FROM taken a JOIN taken b ON a.person = b.person AND a.id < b.id AND a.during && b.during
            """;

    /** The permanent rejections of the mail server of a campaign. */
    private static final String REJECTED_PERMANENTLY =
            "reason LIKE '%5.1.1 No such mailbox%' OR reason LIKE '%5.7.1 Rejected%'";

    private static final String WRONG_RATINGS = """
            SELECT count(*) FROM mentor_ratings r
             WHERE ARRAY[stars_1, stars_2, stars_3, stars_4, stars_5] <> (
                SELECT array_agg((SELECT count(*) FROM (
                           SELECT DISTINCT ON (mentee_id) rating FROM mentor_reviews v
                            WHERE v.mentor_id = r.mentor_id AND shown
                            ORDER BY mentee_id, created_at DESC, id DESC) latest WHERE rating = star) ORDER BY star)
                  FROM generate_series(1, 5) star)
            """;

    private final ServiceDatabases databases;
    private final Instant began;
    private final List<String> violations = new ArrayList<>();

    ConsistencyChecker(ServiceDatabases databases, Instant began) {
        this.databases = databases;
        this.began = began;
    }

    /** Waits until no event and no mail is in progress. */
    void awaitIdle() {
        try {
            await().atMost(IDLE_TIMEOUT).pollInterval(POLL_INTERVAL).until(this::isIdle);
        } catch (ConditionTimeoutException inProgress) {
            violations.add("events or mails are still in progress after " + IDLE_TIMEOUT.toMinutes() + " min");
        }
    }

    private boolean isIdle() {
        try {
            for (var service : Ports.SERVICES) {
                if (databases.count(service, UNPUBLISHED) > 0) {
                    return false;
                }
            }
            return databases.count("notification", OPEN_MAILS) == 0
                    && unconsumedBookingEvents().isEmpty();
        } catch (SQLException notYet) {
            return false;
        }
    }

    List<String> violations(List<Change> changes, ReceivedMails mails) throws SQLException {
        acknowledgedChangesArePresent(changes);
        refusedChangesAreAbsent(changes);
        require(databases.count("booking", OVERLAPS) == 0, "bookings overlap");
        for (var service : Ports.SERVICES) {
            require(
                    databases.count(service, "SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL") == 0,
                    service + " has parked events");
        }
        unconsumedBookingEvents()
                .forEach(event -> violations.add("event " + event + " was not consumed by the mails or the reports"));
        everyMailWasReceivedOnce(mails);
        databases
                .rows("notification", DELAYED_MAILS)
                .forEach(mail -> violations.add("mail " + mail + " was delayed for long"));
        violations.addAll(mails.decreasedSequences());
        latestStatesMatch(changes);
        copiesMatch();
        ratingsMatchReviews();
        return violations;
    }

    private void acknowledgedChangesArePresent(List<Change> changes) throws SQLException {
        var booking =
                new HashSet<>(databases.rows("booking", "SELECT subject || ' ' || aggregate_version FROM outbox"));
        var reviews = new HashSet<>(databases.rows("review", "SELECT id::text FROM mentor_reviews"));
        for (var change : changes) {
            if (change.done() && !change.kind().isState()) {
                require(
                        change.kind() == Change.Kind.REVIEW
                                ? reviews.contains(change.id().toString())
                                : booking.contains(change.id() + " " + change.version()),
                        "acknowledged but missing: " + change);
            }
        }
    }

    /** Only successful requests leave a key. */
    private void refusedChangesAreAbsent(List<Change> changes) throws SQLException {
        var remembered = new HashSet<String>();
        for (var service : List.of("booking", "review")) {
            remembered.addAll(databases.rows(service, "SELECT key FROM idempotency_keys WHERE status < 300"));
        }
        for (var change : changes) {
            if (change.refused() && !change.kind().isState()) {
                require(!remembered.contains(change.key()), "refused but applied: " + change);
            }
        }
    }

    /** Each replaced state is the last acknowledged one, unless the outcome of a later request is unknown. */
    private void latestStatesMatch(List<Change> changes) throws SQLException {
        var states = new EnumMap<Change.Kind, Map<String, String>>(Change.Kind.class);
        states.put(Change.Kind.RENAME, databases.texts("user", "SELECT user_id::text, name FROM user_info"));
        states.put(Change.Kind.ADDRESS, databases.texts("user", "SELECT user_id::text, email FROM user_info"));
        states.put(
                Change.Kind.PREFERENCES,
                databases.texts("notification", "SELECT user_id::text, locale FROM preferences"));
        states.put(Change.Kind.SUSPEND, databases.texts("mentor", "SELECT id::text, status FROM mentors"));
        var last = new HashMap<String, Change>();
        changes.stream()
                .filter(change -> change.kind().isState() && !change.refused())
                .forEach(change -> last.put(change.kind() + " " + change.key(), change));
        for (var change : last.values()) {
            require(
                    change.unknown()
                            || change.state()
                                    .equals(states.get(change.kind())
                                            .get(change.id().toString())),
                    "acknowledged last but not there: " + change);
        }
    }

    /** The copies that services keep of the data of others equal the originals. */
    private void copiesMatch() throws SQLException {
        var accounts = databases.texts(
                "user", "SELECT user_id::text, name || ' ' || email FROM user_info WHERE email_verified");
        for (var service : List.of("booking", "notification")) {
            compare(
                    accounts,
                    databases.texts(service, "SELECT user_id::text, name || ' ' || email FROM people"),
                    service + " has an account");
        }
        compare(
                databases.texts("mentor", "SELECT id::text, status FROM mentors"),
                databases.texts("booking", "SELECT id::text, status FROM mentors"),
                "booking has the state of a mentor");
    }

    private void compare(Map<String, String> originals, Map<String, String> copies, String what) {
        copies.forEach((id, copy) -> require(
                !originals.containsKey(id) || originals.get(id).equals(copy),
                what + " that differs: " + id + " " + copy + " instead of " + originals.get(id)));
    }

    private List<String> unconsumedBookingEvents() throws SQLException {
        var taken = Map.of("booking-mails", new HashSet<String>(), "report-bookings", new HashSet<String>());
        for (var row : databases.rows(
                "notification",
                "SELECT consumer || ' ' || id FROM inbox WHERE consumer IN ('booking-mails', 'report-bookings')")) {
            var words = row.split(" ");
            taken.get(words[0]).add(words[1]);
        }
        return databases
                .rows(
                        "booking",
                        "SELECT id::text FROM outbox WHERE topic = 'mentoring.bookings' AND parked_at IS NULL AND time > '"
                                + began + "'")
                .stream()
                .filter(event -> taken.values().stream().anyMatch(ids -> !ids.contains(event)))
                .toList();
    }

    /** Each once; again only after an unconfirmed attempt; not at all only where the mail server was killed just then. */
    private void everyMailWasReceivedOnce(ReceivedMails mails) throws SQLException {
        try (var database = databases.connect("notification");
                var query = database.prepareStatement(
                        "SELECT id::text, status, unconfirmed_attempts, sent_at, %s FROM messages WHERE created_at > ?"
                                .formatted(REJECTED_PERMANENTLY))) {
            query.setTimestamp(1, Timestamp.from(began));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getString(1);
                    var copies = mails.copies(id);
                    var sent = rows.getTimestamp(4);
                    require(
                            !rows.getString(2).equals("failed") || rows.getBoolean(5),
                            "mail " + id + " failed permanently");
                    require(
                            copies <= 1 + rows.getInt(3),
                            "mail " + id + " came " + copies + " times, without an unconfirmed attempt");
                    require(
                            sent == null || copies > 0 || mails.mayHaveBeenLost(sent.toInstant()),
                            "mail " + id + " was sent but never received");
                }
            }
        }
    }

    private void ratingsMatchReviews() throws SQLException {
        require(databases.count("review", WRONG_RATINGS) == 0, "ratings differ from the reviews");
        var shown = databases.pairs("mentor", "SELECT id::text, rating_count FROM mentors");
        databases
                .pairs(
                        "review",
                        "SELECT mentor_id::text, stars_1 + stars_2 + stars_3 + stars_4 + stars_5 FROM mentor_ratings")
                .forEach((mentor, ratings) -> require(
                        ratings.equals(shown.get(mentor)),
                        "mentor " + mentor + " shows " + shown.get(mentor) + " ratings of " + ratings));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }
}
