package org.mentoring.notification;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.calendar;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.property;

/** How few mails come of many changes of one booking, and how soon those come that must. */
@Tag("slow")
@QuarkusTest
@RealParts
@TestProfile(MergedMailTest.Merging.class)
class MergedMailTest {

    private static final int SECONDS = 8;
    private static final String OF_KIND = "SELECT count(*) FROM messages WHERE booking_id = ? AND kind = ?";
    private static final String AT_ONCE =
            OF_KIND + " AND sent_at < created_at + interval '" + SECONDS / 2 + " seconds'";
    private static final String AFTER_THE_FIRST = OF_KIND + " AND sent_at >= (SELECT first.sent_at FROM messages first"
            + " WHERE first.booking_id = messages.booking_id AND first.recipient_id = messages.recipient_id"
            + " AND first.kind = 'booking-confirmed') + interval '" + SECONDS + " seconds'";
    private static final String TRIED =
            "SELECT count(*) FROM (SELECT FROM messages WHERE booking_id = ? AND attempts > 0 LIMIT 1) tried";
    private static final String WITHDRAWN = OF_KIND + " AND status = 'withdrawn'";

    @Test
    void tellsOnceOfChangesThatFollowEachOther() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        story.moved(1).tell("rescheduled", 2);
        story.moved(2).tell("rescheduled", 3);
        story.moved(3).tell("rescheduled", 4);
        for (var email : new String[] {story.menteeEmail, story.mentorEmail}) {
            var last = mails(email, 2).getLast();
            assertThat(last.getSubject()).startsWith("Moved: ");
            assertThat(property(calendar(last), "SEQUENCE")).isEqualTo("3");
        }
        assertThat(part(mails(story.mentorEmail, 2).getLast(), 0))
                .contains("When: Thursday, March 18, 2027", "Before: Monday, March 15, 2027");
        Rows.awaitCount(2, AT_ONCE, story.id, "booking-confirmed");
        Rows.awaitCount(2, AFTER_THE_FIRST, story.id, "booking-rescheduled");
        assertThat(Rows.count(WITHDRAWN, story.id, "booking-rescheduled")).isEqualTo(4);
    }

    @Test
    void tellsOfACancellationAtOnceAndOfNothingThatItOvertook() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        story.moved(1).tell("rescheduled", 2);
        Rows.awaitCount(2, OF_KIND + " AND status = 'pending'", story.id, "booking-rescheduled");
        story.cancelledBy("mentor", 2)
                .with("previous_start_time", (String) null)
                .with("previous_end_time", (String) null)
                .tell("cancelled", 3);
        for (var email : new String[] {story.menteeEmail, story.mentorEmail}) {
            assertThat(mails(email, 2))
                    .extracting(mail -> mail.getSubject().split(":")[0])
                    .containsExactly("Confirmed", "Cancelled");
            assertThat(part(mails(email, 2).getLast(), 0))
                    .contains("When: Tuesday, March 16, 2027", "Before: Monday, March 15, 2027");
        }
        Rows.awaitCount(2, AT_ONCE, story.id, "booking-cancelled");
        assertThat(Rows.count(WITHDRAWN, story.id, "booking-rescheduled")).isEqualTo(2);
    }

    @Test
    void sendsFewMailsWhenAMenteeBooksAndCancelsInTurns() {
        var first = new BookingStory();
        var story = first;
        for (var round = 0; round < 8; round++, story = story.next()) {
            story.tell("confirmed", 1);
            Rows.awaitCount(2, OF_KIND, story.id, "booking-confirmed");
            if (round == 0) {
                mails(first.mentorEmail, 1);
                mails(first.menteeEmail, 1);
            }
            story.cancelledBy("mentee", 1).tell("cancelled", 2);
            Rows.awaitCount(2, OF_KIND, story.id, "booking-cancelled");
        }
        story.tell("confirmed", 1);
        for (var email : new String[] {first.menteeEmail, first.mentorEmail}) {
            assertThat(mails(email, 3))
                    .extracting(mail -> mail.getSubject().split(":")[0])
                    .containsExactly("Confirmed", "Cancelled", "Confirmed");
        }
    }

    @Test
    void tellsAMenteeOfEveryCancellationByTheMentor() throws Exception {
        var first = new BookingStory();
        first.tell("confirmed", 1);
        mails(first.menteeEmail, 1);
        first.cancelledBy("mentee", 1).tell("cancelled", 2);
        mails(first.menteeEmail, 2);
        var second = first.next();
        second.tell("confirmed", 1);
        Rows.awaitCount(2, OF_KIND + " AND status = 'pending'", second.id, "booking-confirmed");
        second.cancelledBy("mentor", 1).tell("cancelled", 2);
        assertThat(mails(second.menteeEmail, 3).getLast().getSubject()).startsWith("Cancelled: ");
        assertThat(MailResource.mailsTo(second.menteeEmail)).hasSize(3);
    }

    @Test
    void saysNothingOfAProposalThatWasWithdrawnBeforeItWasTold() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        story.proposedBy("mentee").tell("move-proposed", 2);
        Rows.awaitCount(1, OF_KIND + " AND status = 'pending'", story.id, "booking-move-proposed");
        story.proposalEnded("withdrawn", "mentee").tell("move-declined", 3);
        Rows.awaitCount(1, WITHDRAWN, story.id, "booking-move-declined");
        assertThat(Rows.count(WITHDRAWN, story.id, "booking-move-proposed")).isOne();
        assertThat(MailResource.mailsTo(story.mentorEmail)).hasSize(1);
    }

    @Test
    void saysThatAProposalIsWithdrawnWhereAnEarlierOneWasTold() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        story.proposedBy("mentee").tell("move-proposed", 2);
        mails(story.mentorEmail, 2);
        story.proposedBy("mentee").tell("move-proposed", 3);
        Rows.awaitCount(1, OF_KIND + " AND status = 'pending'", story.id, "booking-move-proposed");
        story.proposalEnded("withdrawn", "mentee").tell("move-declined", 4);
        assertThat(mails(story.mentorEmail, 3).getLast().getSubject()).startsWith("Not moved: ");
        assertThat(Rows.count(WITHDRAWN, story.id, "booking-move-proposed")).isOne();
    }

    /** Who moved it there has seen the other time without a mail. */
    @Test
    void tellsOfNoOtherTimeWhereABookingIsBack() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        story.moved(1).tell("rescheduled", 2);
        Rows.awaitCount(2, OF_KIND + " AND status = 'pending'", story.id, "booking-rescheduled");
        story.with("previous_start_time", "2027-03-16T14:00:00Z")
                .with("previous_end_time", "2027-03-16T15:00:00Z")
                .with("start_time", "2027-03-15T14:00:00Z")
                .with("end_time", "2027-03-15T15:00:00Z")
                .with("sequence", 2)
                .tell("rescheduled", 3);
        var last = mails(story.menteeEmail, 2).getLast();
        assertThat(last.getSubject()).startsWith("Confirmed: ");
        assertThat(part(last, 0)).contains("When: Monday, March 15, 2027").doesNotContain("Before:", "another time");
        assertThat(property(calendar(last), "SEQUENCE")).isEqualTo("2");
    }

    @Test
    void asksAndAnswersAtOnceThoughTheRequestMoves() {
        var story = new BookingStory();
        story.asked(null, null).tell("requested", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        story.asked("Why?", null).tell("question-asked", 2);
        story.asked("Why?", "Because.").tell("question-answered", 3);
        story.moved(1).tell("requested", 4);
        assertThat(mails(story.menteeEmail, 3))
                .extracting(mail -> mail.getSubject().split(":")[0])
                .containsExactly("Requested", "Question", "Requested");
        assertThat(mails(story.mentorEmail, 3))
                .extracting(mail -> mail.getSubject().split(":")[0])
                .containsExactly("Requested", "Answered", "Requested");
        Rows.awaitCount(1, AT_ONCE, story.id, "booking-question-asked");
        Rows.awaitCount(1, AT_ONCE, story.id, "booking-question-answered");
    }

    @Test
    void asksNothingAboutARequestThatIsDecidedBeforeTheQuestionWentOut() throws Exception {
        var story = new BookingStory();
        story.asked(null, null).tell("requested", 1);
        mails(story.menteeEmail, 1);
        story.asked(null, null).moved(1).tell("requested", 2);
        Rows.awaitCount(2, OF_KIND + " AND booking_version = 2", story.id, "booking-requested");
        story.asked("Why?", null).tell("question-asked", 3);
        Rows.awaitCount(1, OF_KIND, story.id, "booking-question-asked");
        story.with("status", "declined").tell("declined", 4);
        assertThat(mails(story.menteeEmail, 2))
                .extracting(mail -> mail.getSubject().split(":")[0])
                .containsExactly("Requested", "Declined");
        assertThat(Rows.count(WITHDRAWN, story.id, "booking-question-asked")).isOne();
    }

    /** As by a replica whose clock is ahead: the others, and this one once its clock is right, find due what it planned. */
    @Test
    void sendsWithoutDelayWhatWasPlannedWhileTheClockWasAhead() {
        var story = new BookingStory();
        SetClock.setAhead(Duration.ofHours(1));
        try {
            story.tell("confirmed", 1);
            mails(story.menteeEmail, 1);
            mails(story.mentorEmail, 1);
            story.moved(1).tell("rescheduled", 2);
            Rows.awaitCount(2, OF_KIND, story.id, "booking-rescheduled");
        } finally {
            SetClock.setAhead(Duration.ZERO);
        }
        mails(story.menteeEmail, 2);
        mails(story.mentorEmail, 2);
        story.cancelledBy("mentor", 2).tell("cancelled", 3);
        mails(story.menteeEmail, 3);
        mails(story.mentorEmail, 3);
    }

    @Test
    void triesAgainInTimeWhatFailedWhileTheClockWasAhead() {
        var story = new BookingStory();
        SetClock.setAhead(Duration.ofHours(1));
        MailResource.end();
        try {
            story.tell("confirmed", 1);
            Rows.awaitCount(1, TRIED, story.id);
        } finally {
            MailResource.begin();
            SetClock.setAhead(Duration.ZERO);
        }
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
    }

    public static class Merging implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SetClock.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mentoring.mail.merge-within", "PT" + SECONDS + "S");
        }
    }
}
