package org.mentoring.benchmark.campaign;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.mentoring.local.platform.Ports;

/** Holds what is there when all is quiet again against what people were told. A rule that is broken is a sentence. */
final class Judgement {

    private static final Duration LONGEST_UNTIL_QUIET = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final String UNPUBLISHED = "SELECT count(*) FROM outbox WHERE published_at IS NULL";
    private static final String OPEN_MAILS =
            "SELECT count(*) FROM messages WHERE status IN ('pending', 'sending') AND due_at < now() + interval '1 minute'";
    /** Whatever the role: a mentor's time with its buffers, and a mentee's. */
    private static final String OVERLAPS = """
            WITH standing AS (SELECT * FROM bookings WHERE status IN ('pending', 'confirmed')),
                 taken AS (SELECT id, mentor_id AS person, occupied AS during FROM standing
                           UNION ALL SELECT id, user_id, tstzrange(start_time, end_time) FROM standing)
            SELECT count(*) FROM taken a JOIN taken b ON a.person = b.person AND a.id < b.id AND a.during && b.during
            """;

    private static final String RATINGS_THAT_DIFFER = """
            SELECT count(*) FROM mentor_ratings r
             WHERE ARRAY[stars_1, stars_2, stars_3, stars_4, stars_5] <> (
                SELECT array_agg((SELECT count(*) FROM (
                           SELECT DISTINCT ON (mentee_id) rating FROM mentor_reviews v
                            WHERE v.mentor_id = r.mentor_id AND NOT hidden
                            ORDER BY mentee_id, created_at DESC, id DESC) latest WHERE rating = star) ORDER BY star)
                  FROM generate_series(1, 5) star)
            """;

    private final ServiceDatabases databases;
    private final Instant began;
    private final List<String> violations = new ArrayList<>();

    Judgement(ServiceDatabases databases, Instant began) {
        this.databases = databases;
        this.began = began;
    }

    /** Waits until no event and no mail is on its way. */
    void awaitQuiet() throws InterruptedException {
        var until = System.nanoTime() + LONGEST_UNTIL_QUIET.toNanos();
        while (!isQuiet()) {
            if (System.nanoTime() > until) {
                violations.add(
                        "events or mails are still on their way after " + LONGEST_UNTIL_QUIET.toMinutes() + " min");
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean isQuiet() {
        try {
            for (var service : Ports.SERVICES) {
                if (databases.count(service, UNPUBLISHED) > 0) {
                    return false;
                }
            }
            return databases.count("notification", OPEN_MAILS) == 0
                    && bookingEventsNotTaken().isEmpty();
        } catch (SQLException notYet) {
            return false;
        }
    }

    List<String> violations(List<Change> changes, CaughtMails mails) throws SQLException {
        acknowledgedChangesArePresent(changes);
        refusedChangesAreAbsent(changes);
        require(databases.count("booking", OVERLAPS) == 0, "bookings overlap");
        for (var service : Ports.SERVICES) {
            require(
                    databases.count(service, "SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL") == 0,
                    service + " has parked events");
        }
        bookingEventsNotTaken()
                .forEach(event -> violations.add("event " + event + " was not taken by the mails or reports"));
        mailsAreThoseOfTheEvents(mails);
        violations.addAll(mails.sequencesThatFell());
        ratingsAreThoseOfTheReviews();
        return violations;
    }

    private void acknowledgedChangesArePresent(List<Change> changes) throws SQLException {
        var booking =
                new HashSet<>(databases.rows("booking", "SELECT subject || ' ' || aggregate_version FROM outbox"));
        var reviews = new HashSet<>(databases.rows("review", "SELECT id::text FROM mentor_reviews"));
        for (var change : changes) {
            if (change.done()) {
                require(
                        change.kind() == Change.Kind.REVIEW
                                ? reviews.contains(change.id().toString())
                                : booking.contains(change.id() + " " + change.version()),
                        "acknowledged and not there: " + change);
            }
        }
    }

    /** The keys remember success alone. */
    private void refusedChangesAreAbsent(List<Change> changes) throws SQLException {
        var remembered = new HashSet<String>();
        for (var service : List.of("booking", "review")) {
            remembered.addAll(databases.rows(service, "SELECT key FROM idempotency_keys WHERE status < 300"));
        }
        for (var change : changes) {
            if (change.refused()) {
                require(!remembered.contains(change.key()), "refused and done all the same: " + change);
            }
        }
    }

    private List<String> bookingEventsNotTaken() throws SQLException {
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
    private void mailsAreThoseOfTheEvents(CaughtMails mails) throws SQLException {
        try (var database = databases.connect("notification");
                var query = database.prepareStatement(
                        "SELECT id::text, status, unconfirmed_attempts, sent_at FROM messages WHERE created_at > ?")) {
            query.setTimestamp(1, Timestamp.from(began));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getString(1);
                    var copies = mails.copies(id);
                    var sent = rows.getTimestamp(4);
                    require(!rows.getString(2).equals("failed"), "mail " + id + " was given up");
                    require(
                            copies <= 1 + rows.getInt(3),
                            "mail " + id + " came " + copies + " times, without an unconfirmed attempt");
                    require(
                            sent == null || copies > 0 || mails.mayHaveBeenForgotten(sent.toInstant()),
                            "mail " + id + " was sent and never came");
                }
            }
        }
    }

    private void ratingsAreThoseOfTheReviews() throws SQLException {
        require(databases.count("review", RATINGS_THAT_DIFFER) == 0, "ratings are not what the reviews come to");
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
