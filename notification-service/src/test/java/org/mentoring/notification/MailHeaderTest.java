package org.mentoring.notification;

import java.util.Arrays;
import java.util.UUID;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.calendar;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.property;
import static org.mentoring.notification.BookingStory.tellPerson;

/** What mail programs make of a mail: where replies go, which mails belong together, who answers by himself. */
@QuarkusTest
@RealParts
class MailHeaderTest {

    @Test
    void refersToTheFirstMailAboutItsBooking() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        story.moved(1).tell("rescheduled", 2);
        story.cancelledBy("mentor", 2).tell("cancelled", 3);
        for (var email : new String[] {story.menteeEmail, story.mentorEmail}) {
            var sent = mails(email, 3);
            var first = sent.getFirst().getMessageID();
            assertThat(sent.getFirst().getHeader("In-Reply-To")).isNull();
            for (var later : sent.subList(1, 3)) {
                assertThat(later.getHeader("In-Reply-To")).containsExactly(first);
                assertThat(later.getHeader("References")).containsExactly(first);
                assertThat(later.getMessageID()).isNotEqualTo(first);
            }
        }
    }

    @Test
    void asksForNoAutomaticAnswers() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("DR, RN, NRN, OOF, AutoReply");
        assertThat(mail.getHeader("Precedence")).isNull();
    }

    @Test
    void carriesTheInvitationAsAFileToo() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        var file = MailParts.ofType(mails(story.menteeEmail, 1).getFirst(), "application/ics")
                .getFirst();
        assertThat(file.getFileName()).isEqualTo("invite.ics");
        assertThat(file.getDisposition()).isEqualTo("attachment");
    }

    @Test
    void hasTheOtherSideOfASessionAsReplyToUnlessEitherHidesTheAddress() throws Exception {
        var shared = new BookingStory();
        shared.tell("confirmed", 1);
        var toMentee = mails(shared.menteeEmail, 1).getFirst();
        assertThat(replyTo(toMentee)).isEqualTo(shared.mentorEmail);
        assertThat(replyTo(mails(shared.mentorEmail, 1).getFirst())).isEqualTo(shared.menteeEmail);
        assertThat(part(toMentee, 0))
                .contains("Replies to this mail go to Ada Lovelace.")
                .doesNotContain("Nobody reads replies");

        var kept = new BookingStory().with("mentor_shares_email", false);
        kept.tell("confirmed", 1);
        toMentee = mails(kept.menteeEmail, 1).getFirst();
        assertThat(toMentee.getHeader("Reply-To")).isNull();
        assertThat(mails(kept.mentorEmail, 1).getFirst().getHeader("Reply-To")).isNull();
        assertThat(part(toMentee, 0)).contains("Nobody reads replies").doesNotContain(kept.mentorEmail);
        assertThat(part(toMentee, 2).replace("\r\n ", ""))
                .doesNotContain(kept.mentorEmail)
                .contains(kept.menteeEmail, "mailto:calendar@mentoring.example.org");

        var request = new BookingStory().with("status", "pending");
        request.tell("requested", 1);
        assertThat(mails(request.mentorEmail, 1).getFirst().getHeader("Reply-To"))
                .isNull();
    }

    /** The mail about the move is written after the choice, from an event that knows nothing of it. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void showsAnAddressAsItsOwnerWantsWhenTheMailIsWritten(boolean before, boolean now) throws Exception {
        var story = new BookingStory().with("mentor_shares_email", before);
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        tellPerson(story.mentor, 1, story.mentorEmail, "Europe/Berlin", "en", now);
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentor);
        story.moved(1).tell("rescheduled", 2);
        var mail = mails(story.menteeEmail, 2).getLast();
        var entry = part(mail, 2).replace("\r\n ", "");
        if (now) {
            assertThat(replyTo(mail)).isEqualTo(story.mentorEmail);
            assertThat(entry).contains("mailto:" + story.mentorEmail);
        } else {
            assertThat(mail.getHeader("Reply-To")).isNull();
            assertThat(entry).doesNotContain(story.mentorEmail).contains("mailto:calendar@mentoring.example.org");
        }
    }

    /** As the files of the booking service do, so that of both the later one counts (RFC 5546, section 2.1.5). */
    @Test
    void stampsTheEntryWithTheLastChangeOfItsPeople() {
        var story = new BookingStory().with("changed_at", "2026-11-01T10:00:00Z");
        story.tell("confirmed", 1);
        assertThat(property(calendar(mails(story.menteeEmail, 1).getFirst()), "DTSTAMP"))
                .isEqualTo("20261101T100000Z");
        tellPerson(story.mentee, 1, story.menteeEmail, "Europe/Berlin", "en");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee);
        story.moved(1).tell("rescheduled", 2);
        var calendar = calendar(mails(story.menteeEmail, 2).getLast());
        assertThat(property(calendar, "DTSTAMP")).isGreaterThan("20261101T100000Z");
    }

    @Test
    void invitesTheAddressThatTheMailGoesTo() throws Exception {
        var story = new BookingStory();
        tellPerson(story.mentee, 1, "joerg-" + story.id + "@bücher.example", "Europe/Berlin", "de-DE");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee);
        story.tell("confirmed", 1);
        var email = "joerg-" + story.id + "@xn--bcher-kva.example";
        var mail = mails(email, 1).getFirst();
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getAddress()).isEqualTo(email);
        assertThat(part(mail, 2).replace("\r\n ", ""))
                .contains("mailto:" + email)
                .doesNotContain("bücher");
        assertThat(property(calendar(mail), "DESCRIPTION")).contains("Teilnehmen: https://meet.example.org/room\n");
    }

    @Test
    void writesArabicWithoutBidiIsolates() throws Exception {
        var story = new BookingStory().with("user_locale", "ar-EG");
        story.tell("confirmed", 1);
        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(mail.getSubject()).doesNotContain("\u2068", "\u2069");
        assertThat(part(mail, 0))
                .doesNotContain("\u2068", "\u2069")
                .containsPattern("https://meet\\.example\\.org/room\\R");
        assertThat(property(calendar(mail), "DESCRIPTION"))
                .doesNotContain("\u2068", "\u2069")
                .contains(": https://meet.example.org/room\n");
        assertThat(part(mail, 1)).contains("<html class=\"page\" lang=\"ar-EG\" dir=\"rtl\"");
    }

    @Test
    void usesCurrentNames() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                story.mentee,
                2,
                """
                {"user_id": "%s", "name": "Newname Trial", "email": "%s", "time_zone": null, "locale": "en", "version": 2}
                """.formatted(story.mentee, story.menteeEmail));
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ? AND name = 'Newname Trial'", story.mentee);
        story.moved(1).tell("rescheduled", 2);
        var toMentor = mails(story.mentorEmail, 2).getLast();
        assertThat(toMentor.getSubject()).contains("with Newname Trial");
        assertThat(property(calendar(toMentor), "SUMMARY"))
                .contains("Newname Trial")
                .doesNotContain("Linus");
        var toMentee = mails(story.menteeEmail, 2).getLast();
        assertThat(part(toMentee, 0)).contains("Hello Newname Trial,", "(India Standard Time, GMT+5:30)");
    }

    private static String replyTo(MimeMessage mail) throws Exception {
        assertThat(mail.getHeader("Reply-To")).hasSize(1);
        return Arrays.stream(mail.getReplyTo())
                .map(address -> ((InternetAddress) address).getAddress())
                .findFirst()
                .orElseThrow();
    }
}
