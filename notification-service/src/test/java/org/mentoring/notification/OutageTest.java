package org.mentoring.notification;

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
