package org.mentoring.notification;

import java.util.List;
import java.util.UUID;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.tellPerson;

@QuarkusTest
@RealParts
class OtherMailTest {

    @Test
    void asksTheMenteeForAReviewOnceASessionHasTakenPlace() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        var event = UUID.randomUUID().toString();
        tellSession(story, event, "completed");
        tellSession(story, event, "completed");
        var request = mails(story.menteeEmail, 2).getLast();
        assertThat(request.getSubject()).isEqualTo("How was your session with Ada Lovelace?");
        assertThat(part(request, 0, 2)).containsPattern("Write a review: http.*/sessions/.*/review");
        mails(story.mentorEmail, 1);
    }

    @Test
    void asksForNoReviewOfASessionThatNobodyCameTo() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        tellSession(story, UUID.randomUUID().toString(), "no-show");
        var next = new BookingStory();
        next.tell("confirmed", 1);
        // Topics overtake each other, and a session tells no addresses: the mail would wait for a later try.
        mails(next.menteeEmail, 1);
        tellSession(next, UUID.randomUUID().toString(), "completed");
        mails(next.menteeEmail, 2);
        mails(story.menteeEmail, 1);
    }

    @Test
    void waitsForTheAddressOfSomebodyWhoIsNotKnownYet() throws Exception {
        var story = new BookingStory();
        var triedBefore = requestsTried();
        tellSession(story, UUID.randomUUID().toString(), "completed");
        Rows.awaitCount(
                1,
                "SELECT count(*) FROM messages WHERE recipient_id = ? AND reason LIKE 'No address is known%' AND attempts > 1",
                story.mentee);
        // What the alert on a mail server counts that takes nothing.
        assertThat(requestsTried()).isEqualTo(triedBefore);
        tellPerson(story.mentee, 1, story.menteeEmail, "Asia/Kolkata", "hi");
        var request = mails(story.menteeEmail, 1).getFirst();
        assertThat(request.getSubject()).isEqualTo("Ada Lovelace के साथ आपका सत्र कैसा रहा?");
        assertThat(part(request, 1, 2)).contains("lang=\"hi\" dir=\"ltr\"");
    }

    @Test
    void keepsMailsFromWhoeverHasTheRecipientsFormerAddress() {
        var story = new BookingStory();
        tellPerson(story.mentee, 2, story.mentee + "@released.invalid", "Asia/Kolkata", "en");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee);
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        Rows.awaitCount(
                1,
                "SELECT count(*) FROM messages WHERE recipient_id = ? AND reason LIKE 'No address is known%'",
                story.mentee);
        var email = story.mentee + "@example.net";
        tellPerson(story.mentee, 3, email, "Asia/Kolkata", "en");
        mails(email, 1);
        story.cancelledBy("mentor", 1).tell("cancelled", 2);
        mails(email, 2);
        assertThat(MailResource.mailsTo(story.menteeEmail)).isEmpty();
        assertThat(MailResource.mailsTo(".invalid")).isEmpty();
    }

    @Test
    void invitesBothSidesByTheAddressesThatTheirMailsGoTo() throws Exception {
        var story = new BookingStory();
        var email = story.mentee + "@example.net";
        tellPerson(story.mentee, 2, email, "Asia/Kolkata", "en");
        tellPerson(story.mentor, 2, story.mentor + "@released.invalid", "America/New_York", "en");
        Rows.awaitCount(2, "SELECT count(*) FROM people WHERE user_id IN (?, ?)", story.mentee, story.mentor);
        story.tell("confirmed", 1);
        assertThat(attendees(mails(email, 1).getFirst()))
                .containsExactlyInAnyOrder("mailto:" + email, "mailto:" + story.mentor + "@released.invalid");

        var mentorEmail = story.mentor + "@example.com";
        tellPerson(story.mentor, 3, mentorEmail, "America/New_York", "en");
        assertThat(attendees(mails(mentorEmail, 1).getFirst()))
                .containsExactlyInAnyOrder("mailto:" + email, "mailto:" + mentorEmail);
    }

    @Test
    void welcomesMentorsInTheirLanguage() throws Exception {
        var mentor = UUID.randomUUID();
        var email = "grace-" + mentor + "@example.org";
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.approved.v1",
                mentor,
                2,
                """
                {"mentor_id": "%s", "user_id": "%1$s", "name": "غريس", "email": "%s", "status": "approved",
                 "time_zone": "Africa/Cairo", "locale": "ar-EG", "something_new": {"x": 1}}
                """.formatted(mentor, email));
        var welcome = mails(email, 1).getFirst();
        assertThat(welcome.getSubject()).isEqualTo("أهلًا بك مرشدًا");
        assertThat(part(welcome, 1, 2)).contains("lang=\"ar-EG\" dir=\"rtl\"", "http://localhost:8080/availability");
        assertThat(((InternetAddress) welcome.getAllRecipients()[0]).getPersonal())
                .isEqualTo("غريس");
    }

    @Test
    void parksEventsOfALaterVersionAndWhatIsNoEventAndGoesOn() {
        var later = new BookingStory();
        TestTopics.publish(
                "mentoring.bookings",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.booking.confirmed.v2",
                later.id,
                1,
                "{\"id\": \"" + later.id + "\"}");
        TestTopics.publishRaw("mentoring.bookings", later.id.toString(), "not an event");
        var broken = new BookingStory().with("start_time", "yesterday");
        broken.tell("confirmed", 1);
        var next = new BookingStory();
        next.tell("confirmed", 1);
        mails(next.menteeEmail, 1);
        var parked = TestTopics.read(
                "mentoring.bookings.notification-service.dlq",
                2,
                record -> record.key() != null
                        && (record.key().equals(later.id.toString())
                                || record.key().equals(broken.id.toString())));
        assertThat(parked)
                .anyMatch(record -> String.valueOf(TestTopics.header(record, "dead-letter-reason"))
                        .contains("of a version that this service does not know"));
        assertThat(MailResource.mailsTo(broken.menteeEmail)).isEmpty();
    }

    @Test
    void parksWhatNoTextMayHoldAndGoesOn() {
        var withNul = new BookingStory().with("note", "a\0b").with("user_name", "Li\0nus");
        withNul.tell("confirmed", 1);
        var next = new BookingStory();
        next.tell("confirmed", 1);
        mails(next.menteeEmail, 1);
        TestTopics.read(
                "mentoring.bookings.notification-service.dlq",
                1,
                record -> withNul.id.toString().equals(record.key()));
        assertThat(MailResource.mailsTo(withNul.menteeEmail)).isEmpty();
    }

    @Test
    void writesInUtcAndEnglishToWhoeverHasAZoneAndALanguageThatItDoesNotKnow() throws Exception {
        var story =
                new BookingStory().with("user_time_zone", "Mars/Olympus_Mons").with("user_locale", "no language\r\n");
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(part(mail, 0))
                .contains("Hello Linus Torvalds,", "Monday, March 15, 2027, 2:00\u202fPM – 3:00\u202fPM (");
        mails(story.mentorEmail, 1);

        var without = new BookingStory().with("user_time_zone", (String) null);
        without.tell("confirmed", 1);
        assertThat(part(mails(without.menteeEmail, 1).getFirst(), 0))
                .contains("2:00\u202fPM – 3:00\u202fPM (Coordinated Universal Time, GMT)");
    }

    @Test
    void writesToOddAddressesAndCutsEndlessNames() throws Exception {
        var story = new BookingStory();
        var quoted = "\"linus\\\"the\\\"t\"" + "@" + story.id + ".example.org";
        story.with("user_email", quoted)
                .with("mentor_name", "Ada ".repeat(2500))
                .with("reason", "x".repeat(20_000))
                .with("meeting_url", "javascript:alert(1)");
        story.tell("confirmed", 1);
        var mail = mails(story.id + ".example.org", 1).getFirst();
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getAddress()).isEqualTo(quoted);
        assertThat(mail.getSubject().length()).isLessThanOrEqualTo(250);
        assertThat(part(mail, 1)).doesNotContain("javascript:").hasSizeLessThan(30_000);
        mails(story.mentorEmail, 1);
    }

    private static double requestsTried() {
        return Metrics.globalRegistry
                .find("mentoring.mails")
                .tags("kind", "review-request", "outcome", "retried")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void tellSession(BookingStory story, String event, String what) {
        var session = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.sessions",
                event,
                "/mentoring/booking-service",
                "org.mentoring.session." + what + ".v1",
                session,
                2,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "Ada Lovelace", "mentee_id": "%s",
                 "mentee_name": "Linus Torvalds", "status": "%s", "start_time": "2027-03-15T14:00:00Z",
                 "end_time": "2027-03-15T15:00:00Z", "version": 2}
                """.formatted(session, story.id, story.mentor, story.mentee, what));
    }

    private static List<String> attendees(MimeMessage mail) {
        return BookingStory.calendar(mail).getComponents("VEVENT").getFirst().getProperties("ATTENDEE").stream()
                .map(Property::getValue)
                .toList();
    }
}
