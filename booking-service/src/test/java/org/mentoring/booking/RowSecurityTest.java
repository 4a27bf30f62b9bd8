package org.mentoring.booking;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.RowSecurityMatrix;
import org.mentoring.kit.test.SchemaSpecification;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.MentorFixture.in;

/** Row-level security, the second line of defence: what the working role can see and do for whom, and what it is always refused. */
@QuarkusTest
@RealParts
class RowSecurityTest {

    private static final String REFUSED = "42501";

    private final UUID linus = UUID.randomUUID();

    @Test
    void letsEachDoToARowWhatIsWrittenDownAndNoMore() throws Exception {
        try (var written = RowSecurityTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }

    @Test
    void keepsTheSpecificationsTables() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(SchemaSpecification.differences(database, "booking-service"))
                    .isEmpty();
        }
    }

    @Test
    void saysWhichFunctionsAreThoseOfTheSpecification() throws Exception {
        try (var database = TestDatabase.asSuperuser();
                var rows = database.createStatement().executeQuery("""
                        SELECT proname, obj_description(oid, 'pg_proc') FROM pg_proc
                         WHERE proname IN ('book_session', 'send_confirmation_emails')
                        """)) {
            while (rows.next()) {
                assertThat(rows.getString(2)).as(rows.getString(1)).startsWith("The specification's ");
            }
        }
    }

    @Test
    void showsBookingsAndSessionsToTheirSidesAndAdminsAlone() throws Exception {
        var mentor = booked();
        for (var query : new String[] {
            "SELECT count(*) FROM bookings WHERE mentor_id = '" + mentor.id() + "'",
            "SELECT count(*) FROM mentoring_sessions WHERE mentor_id = '" + mentor.id() + "'"
        }) {
            assertThat(countAs(null, "", query)).isZero();
            assertThat(countAs(null, "mentee,mentor", query)).isZero();
            assertThat(countAs(UUID.randomUUID(), "mentee,mentor", query)).isZero();
            assertThat(countAs(linus, "mentee", query)).isOne();
            assertThat(countAs(mentor.id(), "mentor", query)).isOne();
            assertThat(countAs(UUID.randomUUID(), "admin", query)).isOne();
        }
    }

    @Test
    void showsRulesAndWindowsToTheirMentorAndAdminsAlone() throws Exception {
        var mentor = MentorFixture.available();
        var query = "SELECT count(*) FROM mentor_availability WHERE mentor_id = '" + mentor.id() + "'";
        assertThat(countAs(null, "", query)).isZero();
        assertThat(countAs(linus, "mentee,mentor", query)).isZero();
        assertThat(countAs(mentor.id(), "mentor", query)).isOne();
        assertThat(countAs(UUID.randomUUID(), "admin", query)).isOne();
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, linus, "mentor");
            assertThat(update(app, "UPDATE mentor_availability SET end_time = end_time + interval '1 hour'"))
                    .isZero();
            assertRefused(
                    app,
                    "INSERT INTO mentor_availability (id, mentor_id, start_time, end_time) VALUES (uuidv7(), '"
                            + mentor.id() + "', now(), now() + interval '1 hour')");
        }
    }

    @Test
    void letsNobodyBookForAnotherNorRewriteWhoMeets() throws Exception {
        var mentor = booked();
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, UUID.randomUUID(), "mentee");
            assertThat(update(app, "UPDATE bookings SET status = 'cancelled' WHERE mentor_id = '" + mentor.id() + "'"))
                    .isZero();
        }
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, linus, "mentee,mentor,admin,service");
            assertThat(update(app, "DELETE FROM bookings WHERE status <> 'held'"))
                    .isZero();
        }
        for (var change : new String[] {
            "UPDATE bookings SET mentor_id = user_id",
            "UPDATE bookings SET user_email = 'x@example.org'",
            "UPDATE mentors SET status = 'approved'; INSERT INTO mentors SELECT uuidv7(), 'x', 'x', 'UTC', 'en', 'approved'",
            "INSERT INTO mentoring_sessions (id, mentor_id, mentee_id, status, start_time, end_time, created_at, booking_id,"
                    + " mentor_name, mentee_name) SELECT uuidv7(), mentor_id, uuidv7(), status, start_time, end_time, now(),"
                    + " booking_id, 'x', 'x' FROM mentoring_sessions"
        }) {
            try (var app = TestDatabase.asApp()) {
                TestDatabase.identify(app, linus, "mentee,mentor,admin");
                assertRefused(app, change);
            }
        }
    }

    @Test
    void letsNobodyButItsHolderLetAHoldGo() throws Exception {
        var mentor = MentorFixture.available();
        as(Tokens.of("Linus", linus).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(201);
        var delete = "DELETE FROM bookings WHERE mentor_id = '" + mentor.id() + "'";
        for (var other : new UUID[] {mentor.id(), UUID.randomUUID()}) {
            try (var app = TestDatabase.asApp()) {
                TestDatabase.identify(app, other, "mentee,mentor,admin");
                assertThat(update(app, delete)).isZero();
            }
        }
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, linus, "mentee");
            assertThat(update(app, delete)).isOne();
        }
    }

    @Test
    void letsNobodyButTheMentorSetTermsNorAnybodyWriteTimesOfCalendarsElsewhere() throws Exception {
        var mentor = MentorFixture.known().wanting("\"most_per_day\": 2");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, linus, "mentee,mentor,admin");
            assertThat(update(
                            app,
                            "UPDATE booking_terms SET most_per_day = NULL WHERE mentor_id = '" + mentor.id() + "'"))
                    .isZero();
        }
        var busy = "INSERT INTO external_busy VALUES ('" + mentor.id() + "', 'google', '{[2027-03-01, 2027-03-02)}')";
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, mentor.id(), "mentee,mentor,admin");
            assertRefused(app, busy);
        }
        try (var database = TestDatabase.asSuperuser()) {
            update(database, busy);
        }
        var query = "SELECT count(*) FROM external_busy WHERE mentor_id = '" + mentor.id() + "'";
        assertThat(countAs(linus, "mentee,mentor,admin", query)).isZero();
        assertThat(countAs(mentor.id(), "mentor", query)).isOne();
    }

    @Test
    void letsAMentorBeginNoSessionThatNobodyConfirmed() throws Exception {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        as(Tokens.of("Linus", linus).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, mentor.id(), "mentor");
            assertRefused(
                    app,
                    "INSERT INTO mentoring_sessions (id, mentor_id, mentee_id, status, start_time, end_time, created_at, booking_id,"
                            + " mentor_name, mentee_name) SELECT session_id, mentor_id::uuid, user_id::uuid, 'upcoming', start_time,"
                            + " end_time, now(), id, 'x', 'x' FROM bookings");
        }
    }

    @Test
    void letsAMentorAskAboutARequestAndItsMenteeAnswerOnce() throws Exception {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var id = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        var ask = """
                INSERT INTO booking_questions (booking_id, number, mentor_id, mentee_id, question, asked_at)
                SELECT id, %d, mentor_id::uuid, user_id::uuid, 'Why?', now() FROM bookings WHERE id = '%s'
                """;
        var answer =
                "UPDATE booking_questions SET answer = 'Because', answered_at = now() WHERE booking_id = '" + id + "'";

        assertRefusedTo(linus, ask.formatted(1, id));
        assertThat(updateAs(mentor.id(), ask.formatted(1, id))).isOne();
        assertThat(updateAs(mentor.id(), answer)).isZero();
        assertThat(updateAs(linus, answer)).isOne();
        assertThat(updateAs(linus, answer)).isZero();
        assertRefusedTo(linus, answer.replace("answer =", "question ="));
        act(mentor.token(), id, "accept").statusCode(200);
        assertRefusedTo(mentor.id(), ask.formatted(2, id));
    }

    private static int updateAs(UUID user, String sql) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, user, "mentee,mentor");
            var rows = update(app, sql);
            app.commit();
            return rows;
        }
    }

    private static void assertRefusedTo(UUID user, String sql) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, user, "mentee,mentor");
            assertRefused(app, sql);
        }
    }

    @Test
    void holdsNoTwoBookingsOfAMentorAtOnceWhoeverWritesThem() throws Exception {
        var mentor = booked();
        try (var database = TestDatabase.asSuperuser()) {
            database.setAutoCommit(false);
            assertThatThrownBy(() -> update(database, """
                            INSERT INTO bookings SELECT (jsonb_populate_record(b, jsonb_build_object(
                                'id', uuidv7(), 'session_id', uuidv7(), 'user_id', uuidv7()))).* FROM bookings b WHERE mentor_id = '%s'
                            """.formatted(mentor.id())))
                    .hasMessageContaining("The mentor has another session then (occupied_one_session_at_a_time)");
        }
    }

    @Test
    void remembersOneAnswerToAKeyWhoeverWritesIt() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            var remember = "INSERT INTO idempotency_keys (caller, operation, key, fingerprint) VALUES ('" + linus
                    + "', 'POST /api/v1/bookings', 'once', '')";
            assertThat(update(database, remember)).isOne();
            assertThatThrownBy(() -> update(database, remember)).hasMessageContaining("idempotency_keys_pkey");
        }
    }

    @Test
    void holdsNoTwoBookingsOfAMenteeAtOnceWhoeverWritesThem() throws Exception {
        var mentor = booked();
        try (var database = TestDatabase.asSuperuser()) {
            assertThatThrownBy(() -> update(database, """
                            INSERT INTO bookings SELECT (jsonb_populate_record(b, jsonb_build_object(
                                'id', uuidv7(), 'session_id', uuidv7(), 'mentor_id', uuidv7()))).* FROM bookings b WHERE mentor_id = '%s'
                            """.formatted(mentor.id())))
                    .hasMessageContaining("The mentee has another session then (occupied_one_session_at_a_time)");
        }
    }

    private MentorFixture booked() {
        var mentor = MentorFixture.available();
        as(Tokens.of("Linus", linus).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
        return mentor;
    }

    private static long countAs(UUID user, String roles, String query) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, user, roles);
            return TestDatabase.count(app, query);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> update(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo(REFUSED));
    }
}
