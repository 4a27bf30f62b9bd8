package org.mentoring.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.partType;

/** What calendars get of a booking, read by a parser other than the one that wrote it, and held against RFC 5545 to 6047. */
@QuarkusTest
@RealParts
class InvitationRulesTest {

    private static final String AWKWARD = "Комбинации; \"пути\", и\\или 🐧 "
            + "очень длинное описание ".repeat(8).strip();

    @Test
    void keepsTheRulesFromTheInvitationToTheCancellation() throws Exception {
        var story = new BookingStory()
                .startingIn(Duration.ofDays(40))
                .with("note", AWKWARD + "\nsecond line")
                .with("mentor_name", "Ada \"Countess\"; Lovelace: x,y\r\nATTENDEE:mailto:evil@example.org")
                .with("session_type", AWKWARD);
        story.tell("confirmed", 1);
        story.moved(1).tell("rescheduled", 2);
        story.moved(2).tell("rescheduled", 3);
        story.cancelledBy("mentee", 3).with("reason", "No; time, \\ left").tell("cancelled", 4);

        for (var email : List.of(story.menteeEmail, story.mentorEmail)) {
            var sequence = mails(email, 4);
            var calendars = sequence.stream().map(InvitationRulesTest::read).toList();
            sequence.forEach(mail -> isWellFormed(mail, story));
            assertThat(calendars)
                    .extracting(InvitationRulesTest::method)
                    .containsExactly("REQUEST", "REQUEST", "REQUEST", "CANCEL");
            var events = calendars.stream().map(InvitationRulesTest::event).toList();
            assertThat(events)
                    .extracting(event -> event.getUid().getValue())
                    .containsOnly(story.id + "@mentoring.example.org");
            assertThat(events)
                    .extracting(event -> event.getSequence().getValue())
                    .isSortedAccordingTo(Comparator.naturalOrder())
                    .doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(event -> event.getDateTimeStamp().getValue())
                    .isSortedAccordingTo(Comparator.<Date>naturalOrder());
            assertThat(events)
                    .extracting(event -> event.getOrganizer().getEmail())
                    .containsOnly("calendar@mentoring.example.org");
            assertThat(events.getLast().getStatus().isCancelled()).isTrue();
            assertThat(events.getLast().getAlarms()).isEmpty();
            assertThat(events.subList(0, 3)).allSatisfy(event -> {
                assertThat(event.getStatus().isConfirmed()).isTrue();
                assertThat(event.getAlarms()).hasSize(1);
            });
            assertThat(events.get(1).getDateStart().getValue().toInstant())
                    .isEqualTo(
                            events.get(0).getDateStart().getValue().toInstant().plus(Duration.ofDays(1)));
        }
    }

    @Test
    void mailsNoInvitationToAMentorWhoseCalendarShowsTheBookingByItself() {
        var story = new BookingStory().with("mentor_has_own_entry", true);
        story.tell("confirmed", 1);

        assertThat(method(read(mails(story.menteeEmail, 1).getFirst()))).isEqualTo("REQUEST");
        assertThat(BookingStory.part(mails(story.mentorEmail, 1).getFirst(), 0, 2))
                .contains("You meet Linus Torvalds. Your connected calendar shows the session.")
                .doesNotContain("invite.ics");

        story.moved(1).tell("rescheduled", 2);
        assertThat(BookingStory.part(mails(story.mentorEmail, 2).getLast(), 0, 2))
                .contains("Your connected calendar shows the new time.")
                .doesNotContain("invite.ics");
        story.cancelledBy("mentee", 2).tell("cancelled", 3);
        assertThat(BookingStory.part(mails(story.mentorEmail, 3).getLast(), 0, 2))
                .contains("Linus Torvalds cancelled your session.")
                .doesNotContain("invite.ics");
        assertThat(part(mails(story.menteeEmail, 3).getLast(), 0)).contains("invite.ics");
    }

    /** After a restore nothing is known of the invitations that people have. */
    @Test
    void cancelsInCalendarsWhatWasLostWhenDataWasRestored() {
        var lost = new BookingStory();
        lost.cancelledBy("system", 1).tell("cancelled", 1);
        var neverTold = new BookingStory();
        neverTold.cancelledBy("mentor", 1).tell("cancelled", 1);

        for (var email : List.of(lost.menteeEmail, lost.mentorEmail)) {
            assertThat(method(read(mails(email, 1).getFirst()))).isEqualTo("CANCEL");
        }
        assertThat(BookingStory.part(mails(neverTold.menteeEmail, 1).getFirst(), 0, 2))
                .doesNotContain("calendar");
    }

    private static void isWellFormed(MimeMessage mail, BookingStory story) {
        try {
            var text = part(mail, 2);
            var calendar = read(mail);
            assertThat(calendar.validate(calendar.getVersion()).isEmpty())
                    .as("%s", calendar.validate(calendar.getVersion()))
                    .isTrue();
            var type = new ContentType(partType(mail, 2));
            assertThat(type.match("text/calendar")).isTrue();
            assertThat(type.getParameter("method")).isEqualTo(method(calendar));
            assertThat(type.getParameter("charset")).isEqualToIgnoringCase("UTF-8");
            assertThat(text).endsWith("\r\n");
            assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
            assertThat(text.split("\r\n")).allSatisfy(line -> {
                assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(75);
                assertThat(line).doesNotContain("\ufffd");
            });
            assertThat(text)
                    .containsPattern("DTSTART:\\d{8}T\\d{6}Z\r\n")
                    .containsPattern("DTSTAMP:\\d{8}T\\d{6}Z\r\n");
            var event = event(calendar);
            assertThat(event.getDateTimeStamp().getValue().toInstant())
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(2)),
                            Instant.now().plusSeconds(1));
            assertThat(event.getAttendees())
                    .extracting(attendee -> attendee.getEmail())
                    .containsExactlyInAnyOrder(story.menteeEmail, story.mentorEmail);
            assertThat(event.getAttendees())
                    .extracting(attendee -> attendee.getCommonName())
                    .anyMatch(name -> name.startsWith("Ada ") && name.contains("ATTENDEE"));
            assertThat(event.getSummary().getValue()).contains("Комбинации; \"пути\", и\\или 🐧");
            if (method(calendar).equals("CANCEL")) {
                assertThat(event.getDescription().getValue()).contains("Reason: No; time, \\ left");
                assertThat(event.getUrl()).isNull();
                assertThat(event.getLocation()).isNull();
            } else {
                assertThat(event.getDescription().getValue())
                        .contains(AWKWARD + "\nsecond line")
                        .contains("Join: https://meet.example.org/room\n")
                        .contains("Move or cancel: http://localhost:8080/bookings/" + story.id + "\n");
                assertThat(event.getUrl().getValue()).isEqualTo("https://meet.example.org/room");
            }
            assertThat(MailParts.text(mail, "application/ics")).isEqualTo(text);
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static ICalendar read(MimeMessage mail) {
        var calendars = Biweekly.parse(part(mail, 2)).all();
        assertThat(calendars).hasSize(1);
        return calendars.getFirst();
    }

    private static VEvent event(ICalendar calendar) {
        assertThat(calendar.getEvents()).hasSize(1);
        return calendar.getEvents().getFirst();
    }

    private static String method(ICalendar calendar) {
        return calendar.getMethod().getValue();
    }
}
