package org.mentoring.notification;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestTopics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A booking of which the booking service tells, and the mails that come of it. */
final class BookingStory {

    final UUID id = UUID.randomUUID();
    final UUID mentor;
    final UUID mentee;
    final String mentorEmail;
    final String menteeEmail;

    private final ObjectNode data = new ObjectMapper().createObjectNode();

    BookingStory() {
        this(UUID.randomUUID(), UUID.randomUUID(), null, null);
    }

    private BookingStory(UUID mentor, UUID mentee, String mentorEmail, String menteeEmail) {
        this.mentor = mentor;
        this.mentee = mentee;
        this.mentorEmail = mentorEmail == null ? "ada-" + id + "@example.org" : mentorEmail;
        this.menteeEmail = menteeEmail == null ? "linus-" + id + "@example.org" : menteeEmail;
        data.put("id", id.toString())
                .put("session_id", UUID.randomUUID().toString())
                .put("mentor_id", mentor.toString())
                .put("mentor_name", "Ada Lovelace")
                .put("mentor_email", this.mentorEmail)
                .put("mentor_time_zone", "America/New_York")
                .put("mentor_locale", "en")
                .put("user_id", mentee.toString())
                .put("user_name", "Linus Torvalds")
                .put("user_email", this.menteeEmail)
                .put("user_time_zone", "Asia/Kolkata")
                .put("user_locale", "en")
                .put("start_time", "2027-03-15T14:00:00Z")
                .put("end_time", "2027-03-15T15:00:00Z")
                .put("session_type", "Mentoring session")
                .put("meeting_url", "https://meet.example.org/room")
                .put("status", "confirmed")
                .putNull("note")
                .put("sequence", 0)
                .put("version", 1)
                .putNull("cancelled_by")
                .putNull("reason");
    }

    BookingStory with(String field, String value) {
        data.put(field, value);
        return this;
    }

    BookingStory with(String field, int value) {
        data.put(field, value);
        return this;
    }

    BookingStory with(String field, boolean value) {
        data.put(field, value);
        return this;
    }

    /** Starts so long from now and takes an hour. */
    BookingStory startingIn(Duration time) {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(time);
        return with("start_time", start.toString())
                .with("end_time", start.plus(Duration.ofHours(1)).toString());
    }

    Instant end() {
        return OffsetDateTime.parse(data.get("end_time").textValue()).toInstant();
    }

    /** As it stands after it was moved by a day. */
    BookingStory moved(int sequence) {
        var start = OffsetDateTime.parse(data.get("start_time").textValue());
        var end = OffsetDateTime.parse(data.get("end_time").textValue());
        return with("previous_start_time", start.toString())
                .with("previous_end_time", end.toString())
                .with("start_time", start.plusDays(1).toString())
                .with("end_time", end.plusDays(1).toString())
                .with("sequence", sequence);
    }

    BookingStory cancelledBy(String side, int sequence) {
        return with("sequence", sequence).with("cancelled_by", side).with("status", "cancelled");
    }

    /** The next booking of the same two people. */
    BookingStory next() {
        return new BookingStory(mentor, mentee, mentorEmail, menteeEmail);
    }

    /** A day later is proposed. */
    BookingStory proposedBy(String side) {
        data.putObject("proposal")
                .put("start_time", "2027-03-16T14:00:00Z")
                .put("end_time", "2027-03-16T15:00:00Z")
                .put("proposed_by", side)
                .put("expires_at", "2027-03-14T14:00:00Z")
                .put("reason", "A train is late");
        return this;
    }

    /** A request about which the mentor asks; the answer is null until there is one. */
    BookingStory asked(String question, String answer) {
        data.putObject("question").put("question", question).put("answer", answer);
        return with("status", "pending").with("expires_at", "2027-03-14T14:00:00Z");
    }

    /** Nothing came of what that side proposed. */
    BookingStory proposalEnded(String outcome, String side) {
        data.putNull("proposal");
        return with("proposal_outcome", outcome)
                .with("proposed_by", side)
                .with("proposed_start_time", "2027-03-16T14:00:00Z")
                .with("proposed_end_time", "2027-03-16T15:00:00Z");
    }

    String json() {
        return data.toString();
    }

    /** Tells of the booking as it now stands; answers the event's id. */
    String tell(String what, int version) {
        var event = UUID.randomUUID().toString();
        tellAgain(event, what, version);
        return event;
    }

    void tellAgain(String event, String what, int version) {
        tellExactly(event, data.toString(), what, version);
    }

    /** Tells of it as it once stood. */
    void tellLate(String json, String what, int version) {
        tellExactly(UUID.randomUUID().toString(), json, what, version);
    }

    void tellExactly(String event, String json, String what, int version) {
        tellOf(Instant.now(), event, json, what, version);
    }

    /** Tells of what happened then. */
    void tellOf(Instant time, String event, String json, String what, int version) {
        TestTopics.publish(
                time,
                "mentoring.bookings",
                event,
                "/mentoring/booking-service",
                "org.mentoring.booking." + what + ".v1",
                id,
                version,
                json);
    }

    /** Tells of an account as it now stands. */
    static void tellPerson(UUID id, int version, String email, String zone, String locale) {
        tellPerson(id, version, email, zone, locale, true);
    }

    /** @param sharesEmail whether others may know the address */
    static void tellPerson(UUID id, int version, String email, String zone, String locale, boolean sharesEmail) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user." + (version == 1 ? "registered" : "updated") + ".v1",
                id,
                version,
                """
                {"user_id": "%s", "name": "Linus", "email": "%s", "time_zone": "%s", "locale": "%s", "share_email": %b,
                 "version": %d}
                """.formatted(id, email, zone, locale, sharesEmail, version));
    }

    /** The mails to somebody once there are so many, and no more. */
    static List<MimeMessage> mails(String email, int count) {
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(MailResource.mailsTo(email)).hasSize(count));
        return MailResource.mailsTo(email);
    }

    /** One of the three parts of a mail with an invitation, decoded. */
    static String part(MimeMessage mail, int index) {
        return part(mail, index, 3);
    }

    /** One of the alternatives of a mail that has so many of them, decoded. */
    static String part(MimeMessage mail, int index, int count) {
        try {
            var parts = alternatives(mail);
            assertThat(parts.getCount()).isEqualTo(count);
            return new String(parts.getBodyPart(index).getInputStream().readAllBytes(), UTF_8);
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    static String partType(MimeMessage mail, int index) {
        try {
            return alternatives(mail).getBodyPart(index).getContentType();
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a mail with an invitation they stand beside the file. */
    private static MimeMultipart alternatives(MimeMessage mail) throws IOException, MessagingException {
        var parts = (MimeMultipart) mail.getContent();
        if (mail.getContentType().startsWith("multipart/mixed")) {
            parts = (MimeMultipart) parts.getBodyPart(0).getContent();
        }
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        return parts;
    }

    static Calendar calendar(MimeMessage mail) {
        try {
            return new CalendarBuilder().build(new StringReader(part(mail, 2)));
        } catch (IOException | ParserException e) {
            throw new AssertionError(e);
        }
    }

    /** What a property of the calendar's event says. */
    static String property(Calendar calendar, String name) {
        return calendar.getComponents("VEVENT")
                .getFirst()
                .getProperty(name)
                .orElseThrow()
                .getValue();
    }
}
