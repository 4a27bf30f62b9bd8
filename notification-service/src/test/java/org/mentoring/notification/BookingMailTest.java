package org.mentoring.notification;

import java.util.UUID;

import jakarta.mail.internet.InternetAddress;

import io.quarkus.test.junit.QuarkusTest;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.validate.ValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.notification.BookingStory.calendar;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.partType;
import static org.mentoring.notification.BookingStory.property;

@QuarkusTest
@RealParts
class BookingMailTest {

    @Test
    void writesToBothSidesInTheirOwnZones() throws Exception {
        var story = new BookingStory().with("note", "About compilers");
        story.tell("confirmed", 1);

        var toMentee = mails(story.menteeEmail, 1).getFirst();
        assertThat(toMentee.getSubject())
                .isEqualTo("Confirmed: Mentoring session with Ada Lovelace, Mon, Mar 15, 2027, 7:30\u202fPM GMT+5:30");
        assertThat(part(toMentee, 0))
                .contains("Hello Linus Torvalds,")
                .contains("Monday, March 15, 2027, 7:30\u202fPM – 8:30\u202fPM (India Standard Time, GMT+5:30)")
                .contains("Note: About compilers")
                .contains("Join the session: https://meet.example.org/room");
        assertThat(part(toMentee, 1))
                .contains("Monday, March 15, 2027, 7:30\u202fPM – 8:30\u202fPM (India Standard Time, GMT+5:30)")
                .contains("href=\"https://meet.example.org/room\"");
        assertThat(partType(toMentee, 0)).startsWith("text/plain");
        assertThat(partType(toMentee, 1)).startsWith("text/html");

        var toMentor = mails(story.mentorEmail, 1).getFirst();
        assertThat(toMentor.getSubject())
                .isEqualTo("Confirmed: Mentoring session with Linus Torvalds, Mon, Mar 15, 2027, 10:00\u202fAM GMT−4");
        assertThat(part(toMentor, 0))
                .contains("Monday, March 15, 2027, 10:00\u202fAM – 11:00\u202fAM (Eastern Daylight Time, GMT−4)");
    }

    @Test
    void asksTheMentorAndInvitesNobodyBeforeTheAnswer() throws Exception {
        var story = new BookingStory().with("status", "pending").with("note", "About <b>compilers</b>");
        story.tell("requested", 1);

        var toMentor = mails(story.mentorEmail, 1).getFirst();
        assertThat(toMentor.getSubject())
                .isEqualTo("Requested: Mentoring session with Linus Torvalds, Mon, Mar 15, 2027, 10:00\u202fAM GMT−4");
        assertThat(part(toMentor, 0, 2))
                .contains("Linus Torvalds asks you for a session")
                .containsPattern("Answer the request: http.*/bookings/" + story.id);
        assertThat(part(toMentor, 1, 2)).contains("About &lt;b&gt;compilers&lt;/b&gt;", "/bookings/" + story.id);
        var toMentee = mails(story.menteeEmail, 1).getFirst();
        assertThat(part(toMentee, 0, 2))
                .contains("Ada Lovelace has your request")
                .doesNotContain("Answer the request");

        story.with("status", "confirmed").tell("confirmed", 2);

        assertThat(property(calendar(mails(story.mentorEmail, 2).getLast()), "STATUS"))
                .isEqualTo("CONFIRMED");
    }

    @ParameterizedTest
    @CsvSource({
        "declined, Declined, Ada Lovelace cannot take this session, You declined the request of Linus Torvalds",
        "expired, Expired, Ada Lovelace did not answer in time, The request of Linus Torvalds was not answered in time"
    })
    void notifiesBothOfADeclinedOrExpiredRequest(String what, String subject, String mentee, String mentor)
            throws Exception {
        var story = new BookingStory().with("status", what).with("reason", "Not my field");
        story.tell(what, 1);

        var toMentee = mails(story.menteeEmail, 1).getFirst();
        assertThat(toMentee.getSubject()).startsWith(subject + ": ");
        assertThat(part(toMentee, 0, 2))
                .contains(mentee, "Reason: Not my field")
                .containsPattern("Look for another time: http.*/mentors/" + story.mentor);
        assertThat(part(mails(story.mentorEmail, 1).getFirst(), 0, 2)).contains(mentor);
    }

    @Test
    void saysThatThePlatformDeclinedWhatAnAdminDeclined() throws Exception {
        var story = new BookingStory()
                .with("status", "declined")
                .with("cancelled_by", "admin")
                .with("reason", "Spam");
        story.tell("declined", 1);

        for (var email : new String[] {story.menteeEmail, story.mentorEmail}) {
            assertThat(part(mails(email, 1).getFirst(), 0, 2))
                    .contains("The platform declined the request with", "Reason: Spam");
        }
    }

    @Test
    void invitesInAWayThatCalendarsAccept() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();

        assertThat(partType(mail, 2))
                .matches("(?is)text/calendar;.*method=REQUEST.*")
                .containsIgnoringCase("charset=UTF-8");
        var text = part(mail, 2);
        assertThat(text.split("\r\n"))
                .allSatisfy(line -> assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n", "")).doesNotContain("\n");
        var calendar = calendar(mail);
        assertThat(calendar.validate()).extracting(ValidationResult::hasErrors).isEqualTo(false);
        assertThat(calendar.getProperty("METHOD").map(Property::getValue)).contains("REQUEST");
        assertThat(property(calendar, "UID")).isEqualTo(story.id + "@mentoring.example.org");
        assertThat(property(calendar, "SEQUENCE")).isEqualTo("0");
        assertThat(property(calendar, "STATUS")).isEqualTo("CONFIRMED");
        assertThat(property(calendar, "DTSTART")).isEqualTo("20270315T140000Z");
        assertThat(property(calendar, "DTEND")).isEqualTo("20270315T150000Z");
        assertThat(property(calendar, "ORGANIZER")).isEqualTo("mailto:calendar@mentoring.example.org");
        assertThat(calendar.getComponents("VEVENT").getFirst().getProperties("ORGANIZER"))
                .hasSize(1);
        assertThat(calendar.getComponents("VEVENT").getFirst().getProperties("ATTENDEE").stream()
                        .map(Property::getValue))
                .containsExactlyInAnyOrder("mailto:" + story.menteeEmail, "mailto:" + story.mentorEmail);
    }

    @Test
    void movesAndCancelsTheSameEntryOfTheCalendar() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        story.with("start_time", "2027-03-16T14:00:00Z")
                .with("end_time", "2027-03-16T15:00:00Z")
                .with("previous_start_time", "2027-03-15T14:00:00Z")
                .with("previous_end_time", "2027-03-15T15:00:00Z")
                .with("sequence", 1)
                .tell("rescheduled", 2);
        story.with("sequence", 2)
                .with("cancelled_by", "mentor")
                .with("reason", "I am ill")
                .tell("cancelled", 3);

        var toMentee = mails(story.menteeEmail, 3);
        assertThat(toMentee)
                .extracting(mail -> property(calendar(mail), "UID"))
                .containsOnly(story.id + "@mentoring.example.org");
        assertThat(toMentee)
                .extracting(mail -> property(calendar(mail), "SEQUENCE"))
                .containsExactly("0", "1", "2");
        assertThat(part(toMentee.get(1), 0))
                .contains("When: Tuesday, March 16, 2027, 7:30\u202fPM")
                .contains("Before: Monday, March 15, 2027, 7:30\u202fPM");
        var cancelled = toMentee.getLast();
        assertThat(cancelled.getSubject()).startsWith("Cancelled: ");
        assertThat(part(cancelled, 0))
                .contains("Ada Lovelace cancelled your session.", "To take it out of your calendar, press")
                .contains("Reason: I am ill");
        assertThat(partType(cancelled, 2)).matches("(?is)text/calendar;.*method=CANCEL.*");
        assertThat(calendar(cancelled).getProperty("METHOD").map(Property::getValue))
                .contains("CANCEL");
        assertThat(property(calendar(cancelled), "STATUS")).isEqualTo("CANCELLED");
        assertThat(part(mails(story.mentorEmail, 3).getLast(), 0))
                .contains("You cancelled your session with Linus Torvalds.");
    }

    @Test
    void sendsOneMailHoweverOftenTheEventComes() throws Exception {
        var story = new BookingStory();
        var event = story.tell("confirmed", 1);
        story.tellAgain(event, "confirmed", 1);
        mails(story.menteeEmail, 1);
        story.tellAgain(event, "confirmed", 1);
        var marker = new BookingStory();
        marker.tell("confirmed", 1);
        mails(marker.mentorEmail, 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, "SELECT count(*) FROM messages WHERE booking_id = ?", story.id))
                    .isEqualTo(2);
        }
    }

    @Test
    void usesZoneAndAddressOfTheAccount() throws Exception {
        var story = new BookingStory();
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                story.mentee,
                3,
                """
                {"user_id": "%1$s", "name": "Linus", "email": "%1$s@example.net", "time_zone": "Europe/Helsinki", "locale": "en",
                 "version": 3}
                """.formatted(story.mentee));
        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(database, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee) == 1;
            }
        });
        story.tell("confirmed", 1);
        assertThat(part(mails(story.mentee + "@example.net", 1).getFirst(), 0))
                .contains("4:00\u202fPM – 5:00\u202fPM (Eastern European Standard Time, GMT+2)");
    }

    @Test
    void neverTurnsANameIntoAHeader() throws Exception {
        var story = new BookingStory()
                .with("mentor_name", "Ada\r\nBcc: evil@example.org\r\nX-Evil: 1")
                .with("user_name", "Linus\n\nInjected body")
                .with("session_type", "Talk\r\nX-Evil: 2")
                .with("note", "<script>alert(1)</script>;,\\ and\nanother line")
                .with("reason", "<img src=x onerror=alert(1)>\r\nBcc: evil@example.org");
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject())
                .doesNotContain("\r", "\n")
                .contains("Talk X-Evil: 2 with Ada Bcc: evil@example.org X-Evil: 1");
        assertThat(part(mail, 1))
                .doesNotContain("<script>", "<img src")
                .contains("&lt;script&gt;", "&lt;img src=x onerror=alert(1)&gt;");
        assertThat(property(calendar(mail), "DESCRIPTION")).contains("<script>alert(1)</script>;,\\ and\nanother line");
        assertThat(calendar(mail).getComponents("VEVENT")).hasSize(1);
    }

    /** An encoded word, which would bring in line ends, or turn the direction of what follows. */
    @Test
    void leavesNothingInHeadersToBeDecoded() throws Exception {
        var word = "=?UTF-8?Q?Ada=E2=80=AE=0D=0ABcc:_evil@example.org?=";
        var harmless = word.replace("=?", "= ?");
        // Where the whole subject is ASCII, it is not encoded.
        var story = new BookingStory()
                .with("session_type", word)
                .with("user_name", word)
                .with("user_locale", "en-GB");
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(mail.getSubject()).doesNotContain("\u202e").startsWith("Confirmed: " + harmless + " with Ada");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo(harmless);
    }

    @Test
    void writesNamesOfEveryScript() throws Exception {
        var story = new BookingStory().with("mentor_name", "Ада Лавлейс").with("user_name", "लिनुस 🐧");
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(mail.getSubject()).contains("Ада Лавлейс");
        assertThat(part(mail, 0)).contains("लिनुस 🐧");
        assertThat(property(calendar(mail), "SUMMARY")).isEqualTo("Mentoring session: Ада Лавлейс and लिनुस 🐧");
    }
}
