package org.mentoring.benchmark.campaign;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mentoring.benchmark.ServiceMigration;
import org.mentoring.benchmark.campaign.Change.Kind;
import org.mentoring.kit.test.PostgresResource;
import org.mentoring.local.client.Invitation;
import org.mentoring.local.client.MailPageClient.Received;
import org.mentoring.local.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/** Consistent databases have no violation; each violation that is inserted is the only one that is found. */
class ConsistencyCheckerTest {

    private static final UUID ADA = new UUID(0, 0xada);
    private static final UUID GRACE = new UUID(0, 0x1906);
    private static final UUID LINUS = new UUID(0, 0x1969);
    private static final UUID KEN = new UUID(0, 0x1943);
    private static final UUID BOOKING = new UUID(0, 1);
    private static final UUID REVIEW = new UUID(0, 2);
    private static final UUID MAIL = new UUID(0, 3);
    private static final PostgresResource POSTGRES = new PostgresResource();

    private static ServiceDatabases databases;

    private final List<Change> changes = new ArrayList<>();
    private final ReceivedMails mails = new ReceivedMails(null);

    @BeforeAll
    static void migrate() throws SQLException {
        POSTGRES.init(Map.of("database", "booking"));
        var settings = POSTGRES.start();
        var server = "jdbc:postgresql://%s:%s/"
                .formatted(settings.get("mentoring.database.host"), settings.get("mentoring.database.port"));
        databases = new ServiceDatabases(service -> server + service + "?user=postgres&password=secret");
        for (var service : Ports.SERVICES) {
            if (!service.equals("booking")) {
                sql("booking", "CREATE DATABASE \"" + service + "\"");
            }
            ServiceMigration.migrate(
                    Path.of("../.."),
                    service,
                    server + service,
                    "postgres",
                    "secret",
                    settings.get("mentoring.database.app.username"));
        }
        sql("booking", "ALTER TABLE occupied DROP CONSTRAINT occupied_one_session_at_a_time");
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    @BeforeEach
    void insertConsistentData() throws SQLException {
        for (var service : Ports.SERVICES) {
            sql(service, "TRUNCATE outbox, inbox, idempotency_keys");
        }
        sql("booking", "TRUNCATE bookings, occupied CASCADE");
        book(BOOKING, ADA, LINUS, 10);
        event("booking", BOOKING, "mentoring.bookings", "published_at");
        key("booking", "booked");
        change(Kind.BOOK, 201, BOOKING, "booked");
        change(Kind.MOVE, 409, null, "refused");
        change(Kind.CANCEL, 0, null, "unanswered");

        sql("review", "TRUNCATE mentor_reviews, mentor_ratings, counted_reviews CASCADE");
        sql("review", """
                INSERT INTO mentor_reviews (id, mentor_id, mentee_id, session_id, rating, mentee_display_name, created_at, updated_at)
                VALUES ('%s', '%s', '%s', gen_random_uuid(), 5, '', now(), now())
                """.formatted(REVIEW, ADA, LINUS));
        change(Kind.REVIEW, 201, REVIEW, "reviewed");
        sql("user", "TRUNCATE users CASCADE");
        sql("user", """
                INSERT INTO users (user_id, name) VALUES ('%1$s', 'Linus');
                INSERT INTO user_info (user_id, name, email, email_verified, mentor, mentee)
                VALUES ('%1$s', 'Linus', 'linus@example.org', true, false, true)
                """.formatted(LINUS));
        for (var service : List.of("booking", "notification")) {
            sql(service, """
                    TRUNCATE people;
                    INSERT INTO people (user_id, name, email) VALUES ('%s', 'Linus', 'linus@example.org')
                    """.formatted(LINUS));
        }
        sql("booking", "TRUNCATE mentors CASCADE");
        sql("booking", """
                INSERT INTO mentors (id, name, email, time_zone, locale, status) VALUES ('%s', 'Ada', '', 'UTC', 'en', 'applied')
                """.formatted(ADA));
        sql("notification", "TRUNCATE preferences");
        state(Kind.RENAME, 200, LINUS, "Torvalds");
        state(Kind.RENAME, 200, LINUS, "Linus");
        state(Kind.ADDRESS, 200, LINUS, "linus@example.org");
        state(Kind.PREFERENCES, 200, LINUS, "fr");
        state(Kind.PREFERENCES, 0, null, "de");
        sql("mentor", "TRUNCATE mentors CASCADE");
        sql("mentor", """
                INSERT INTO mentors (id, user_id, name, email, created_at, rating_count) VALUES ('%1$s', '%1$s', 'Ada', '', now(), 1)
                """.formatted(ADA));

        sql("notification", "TRUNCATE messages");
        consume(BOOKING, "booking-mails");
        consume(BOOKING, "report-bookings");
        mail(MAIL, "sent", 1);
        receive(MAIL, 0);
        receive(MAIL, 1);
    }

    @Test
    void reportsNothingForConsistentDatabases() throws SQLException {
        assertThat(violations()).isEmpty();
    }

    @Test
    void acceptsMailsThatAServerRejectedPermanently() throws SQLException {
        mail(new UUID(0, 4), "failed", 0);
        sql(
                "notification",
                "UPDATE messages SET reason = 'The mail server refuses it: 550 5.1.1 No such mailbox' WHERE status = 'failed'");
        assertThat(violations()).isEmpty();
    }

    private interface Insertion {
        void in(ConsistencyCheckerTest test) throws SQLException;
    }

    private static Arguments insertedViolation(String violation, Insertion insertion) {
        return Arguments.of(violation, insertion);
    }

    static Stream<Arguments> insertedViolations() {
        var x = new UUID(0, 4);
        return Stream.of(
                insertedViolation("bookings overlap", test -> book(x, ADA, KEN, 10)),
                insertedViolation("bookings overlap", test -> book(x, ADA, KEN, 11)),
                insertedViolation("bookings overlap", test -> book(x, GRACE, LINUS, 10)),
                insertedViolation("bookings overlap", test -> book(x, GRACE, ADA, 10)),
                insertedViolation(
                        "acknowledged but missing: Change[kind=MOVE", test -> test.change(Kind.MOVE, 200, x, "moved")),
                insertedViolation(
                        "acknowledged but missing: Change[kind=REVIEW",
                        test -> test.change(Kind.REVIEW, 201, x, "lost")),
                insertedViolation(
                        "refused but applied: Change[kind=MOVE, key=refused", test -> key("booking", "refused")),
                insertedViolation(
                        "refused but applied: Change[kind=MOVE, key=refused", test -> key("review", "refused")),
                insertedViolation("user has parked events", test -> event("user", x, "mentoring.users", "parked_at")),
                insertedViolation("event " + x + " was not consumed", test -> {
                    event("booking", x, "mentoring.bookings", "published_at");
                    consume(x, "booking-mails");
                }),
                insertedViolation("event " + x + " was not consumed", test -> {
                    event("booking", x, "mentoring.bookings", "published_at");
                    consume(x, "report-bookings");
                }),
                insertedViolation("mail " + x + " came 2 times", test -> {
                    mail(x, "sent", 0);
                    test.receive(x, 2);
                    test.receive(x, 2);
                }),
                insertedViolation("mail " + x + " was sent but never received", test -> mail(x, "sent", 0)),
                insertedViolation("mail " + x + " was delayed for long", test -> {
                    mail(x, "pending", 0);
                    sql(
                            "notification",
                            "UPDATE messages SET due_at = now() + interval '1 hour' WHERE status = 'pending'");
                }),
                insertedViolation("mail " + x + " failed permanently", test -> mail(x, "failed", 0)),
                insertedViolation(
                        "acknowledged last but not there: Change[kind=RENAME",
                        test -> test.state(Kind.RENAME, 200, LINUS, "Torvalds")),
                insertedViolation(
                        "acknowledged last but not there: Change[kind=PREFERENCES",
                        test -> test.state(Kind.PREFERENCES, 200, LINUS, "de")),
                insertedViolation(
                        "booking has an account that differs: " + LINUS,
                        test -> sql("booking", "UPDATE people SET name = ''")),
                insertedViolation(
                        "notification has an account that differs: " + LINUS,
                        test -> sql("notification", "UPDATE people SET email = 'linus@example.com'")),
                insertedViolation(
                        "booking has the state of a mentor that differs: " + ADA,
                        test -> sql("booking", "UPDATE mentors SET status = 'approved'")),
                insertedViolation("SEQUENCE decreased from 1 to 0", test -> {
                    mail(x, "sent", 0);
                    test.receive(x, 0);
                }),
                insertedViolation(
                        "ratings differ from the reviews",
                        test -> sql("review", "UPDATE mentor_ratings SET stars_5 = 0, stars_1 = 1")),
                insertedViolation(
                        "mentor " + ADA + " shows 2 ratings of 1",
                        test -> sql(
                                "mentor",
                                "SET session_replication_role = replica; UPDATE mentors SET rating_count = 2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insertedViolations")
    void reportsEachViolation(String violation, Insertion insertion) throws SQLException {
        insertion.in(this);
        assertThat(violations()).singleElement().asString().startsWith(violation);
    }

    private List<String> violations() throws SQLException {
        return new ConsistencyChecker(databases, Instant.now().minus(Duration.ofMinutes(5))).violations(changes, mails);
    }

    private void change(Kind kind, int status, UUID id, String key) {
        changes.add(new Change(kind, key, status, id, 1, null, Duration.ZERO, 1));
    }

    private void state(Kind kind, int status, UUID id, String state) {
        changes.add(new Change(kind, LINUS.toString(), status, id, 0, state, Duration.ZERO, 1));
    }

    private void receive(UUID mail, int sequence) {
        var calendar = List.of("UID:" + BOOKING, "SEQUENCE:" + sequence);
        mails.add(
                "linus@example.org",
                new Received("<%s@mail>".formatted(mail), Optional.of(new Invitation("", "", "", "", calendar))));
    }

    private static void mail(UUID id, String status, int unconfirmed) throws SQLException {
        sql("notification", """
                INSERT INTO messages (id, event_source, event_id, kind, recipient_id, data, status, unconfirmed_attempts, created_at, due_at, sent_at)
                VALUES ('%1$s', '', '%1$s', 'booking-confirmed', '%2$s', '{}', '%3$s', %4$d, now(), now(),
                        CASE '%3$s' WHEN 'sent' THEN now() END)
                """.formatted(id, LINUS, status, unconfirmed));
    }

    /** An hour of tomorrow, with a quarter of an hour kept free for the mentor before and after it. */
    private static void book(UUID id, UUID mentor, UUID mentee, int hour) throws SQLException {
        sql("booking", """
                INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, time, session_type,
                                      created_at, session_id, start_time, end_time, occupied, duration_minutes,
                                      mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale)
                SELECT '%s', '%s', '', '', '%s', '', '', '', '', now(), gen_random_uuid(), s, s + interval '1 hour',
                       tstzrange(s - interval '15 minutes', s + interval '75 minutes'), 60, 'UTC', 'en', '', 'UTC', 'en'
                  FROM (SELECT date_trunc('day', now()) + interval '1 day %d hours' AS s) slot
                """.formatted(id, mentor, mentee, hour));
    }

    private static void event(String service, UUID id, String topic, String settled) throws SQLException {
        sql(service, """
                INSERT INTO outbox (id, topic, type, subject, aggregate_version, data, %1$s) VALUES ('%2$s', '%3$s', '', '%2$s', 1, '{}', now())
                """.formatted(settled, id, topic));
    }

    private static void consume(UUID event, String consumer) throws SQLException {
        sql(
                "notification",
                "INSERT INTO inbox (consumer, source, id) VALUES ('%s', '', '%s')".formatted(consumer, event));
    }

    private static void key(String service, String key) throws SQLException {
        sql(service, """
                INSERT INTO idempotency_keys (caller, operation, key, fingerprint, status) VALUES ('%s', '', '%s', '', 200)
                """.formatted(LINUS, key));
    }

    private static void sql(String service, String sql) throws SQLException {
        try (var database = databases.connect(service);
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
