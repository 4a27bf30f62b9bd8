package org.mentoring.notification;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Outage;
import org.mentoring.kit.test.ScriptedSmtp;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.notification.BookingStory.mails;

@QuarkusTest
@RealParts
class OutageTest {

    private static final String SENT =
            "SELECT count(*) FROM messages WHERE booking_id = ? AND kind = 'booking-confirmed' AND status = 'sent'";
    private static final String REFUSED_RESULTS = "SELECT last_value FROM refused_results";
    private static final String UNCONFIRMED = "SELECT unconfirmed_attempts FROM messages WHERE recipient_email = ?";

    @BeforeEach
    void needsPartsThatItCanStop() {
        assumeThat(Outage.isPossible()).isTrue();
    }

    @AfterEach
    void reset() {
        ScriptedSmtp.release();
    }

    @Test
    void losesAndDoublesNothingWhenItsDatabaseIsRestarted() throws Exception {
        var withTheServer = new BookingStory();
        ScriptedSmtp.script(withTheServer.menteeEmail, "END", ScriptedSmtp.HANG);
        withTheServer.tell("confirmed", 1);
        await().atMost(2, MINUTES).until(() -> taken(withTheServer) == 1);
        var onTheWay = new ArrayList<>(stories(15));
        onTheWay.forEach(story -> story.tell("confirmed", 1));
        onTheWay.add(withTheServer);
        var meanwhile = stories(5);
        Outage.ofTheDatabase(() -> {
            // The mail server answers while nobody can be told of it.
            ScriptedSmtp.release();
            meanwhile.forEach(story -> story.tell("confirmed", 1));
        });
        Stream.of(onTheWay, meanwhile).flatMap(List::stream).forEach(story -> Rows.awaitCount(2, SENT, story.id));
        assertThat(onTheWay)
                .contains(withTheServer)
                .allSatisfy(story ->
                        assertThat((long) taken(story)).isBetween(1L, 1 + Rows.count(UNCONFIRMED, story.menteeEmail)));
        assertThat(meanwhile).allSatisfy(story -> assertThat(taken(story)).isOne());
    }

    /** The claims end while the results wait. */
    @Test
    void sendsNoMailAgainWhoseResultTheDatabaseCannotStoreYet() throws SQLException {
        var story = new BookingStory();
        var settle = definitionOf("settle_mails");
        Rows.execute("CREATE SEQUENCE refused_results");
        Rows.execute("GRANT USAGE ON SEQUENCE refused_results TO PUBLIC");
        try {
            Rows.execute(settle.replaceFirst("BEGIN", """
                    BEGIN
                        PERFORM nextval('refused_results');
                        RAISE EXCEPTION 'starting up' USING ERRCODE = 'cannot_connect_now';
                    """));
            story.tell("confirmed", 1);
            await().atMost(2, MINUTES).until(() -> taken(story) == 1 && Rows.count(REFUSED_RESULTS) > 1);
            Rows.execute(
                    "UPDATE messages SET claimed_until = now() - interval '1 second', due_at = now() WHERE booking_id = ?",
                    story.id);
            var refused = Rows.count(REFUSED_RESULTS);
            // For longer than between two looks for mails that are due.
            await().atMost(2, MINUTES).until(() -> Rows.count(REFUSED_RESULTS) > refused + 20);
        } finally {
            Rows.execute(settle);
            Rows.execute("DROP SEQUENCE refused_results");
        }
        Rows.awaitCount(2, SENT, story.id);
        assertThat(taken(story)).isOne();
        assertThat(Rows.count(UNCONFIRMED, story.menteeEmail)).isZero();
    }

    private static String definitionOf(String function) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("SELECT pg_get_functiondef(?::regproc)")) {
            statement.setString(1, function);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Test
    void sendsWhatItKnowsWhileKafkaIsAwayAndTheRestAfterwards() throws Exception {
        var known = new BookingStory().startingIn(Duration.ofDays(3));
        known.tell("confirmed", 1);
        mails(known.menteeEmail, 1);
        mails(known.mentorEmail, 1);
        var onTheWay = stories(10);
        onTheWay.forEach(story -> story.tell("confirmed", 1));
        Outage.ofTheBroker(() -> {
            Rows.execute("UPDATE reminders SET due_at = now() WHERE booking_id = ? AND minutes_before = 60", known.id);
            mails(known.menteeEmail, 2);
            mails(known.mentorEmail, 2);
        });
        var afterwards = stories(5);
        afterwards.forEach(story -> story.tell("confirmed", 1));
        Stream.of(onTheWay, afterwards).flatMap(List::stream).forEach(story -> {
            Rows.awaitCount(2, SENT, story.id);
            assertThat(taken(story)).isOne();
        });
    }

    private static List<BookingStory> stories(int count) {
        return Stream.generate(BookingStory::new).limit(count).toList();
    }

    private static int taken(BookingStory story) {
        return ScriptedSmtp.messagesTo(story.menteeEmail).size();
    }
}
