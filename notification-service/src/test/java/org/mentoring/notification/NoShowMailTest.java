package org.mentoring.notification;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;

/** What is told of sessions that somebody is said not to have come to, and of an account's data. */
@QuarkusTest
@RealParts
class NoShowMailTest {

    @ParameterizedTest
    @CsvSource({
        "mentor, mentee, Ada Lovelace reported that you did not come to your session.",
        "mentor, mentor, Ada Lovelace reported not having come to your session."
    })
    void tellsTheOtherSideHowToContestIt(String by, String absent, String lead) {
        var story = confirmed();
        tell(story, "no-show", """
                , "status": "no-show", "reported_by": "%s", "absent": "%s", "contestable_until": "2027-03-29T15:00:00Z"
                """.formatted(by, absent));
        var mail = mails(story.menteeEmail, 2).getLast();
        assertThat(part(mail, 0, 2))
                .contains(lead, "you can contest the report until Monday, March 29, 2027")
                .containsPattern("See or contest the report: http.*/sessions/");
        assertThat(MailResource.mailsTo(story.mentorEmail)).hasSize(1);
    }

    @Test
    void tellsWhoReportedItThatItIsContested() {
        var story = confirmed();
        tell(story, "contested", """
                , "status": "no-show", "reported_by": "mentee", "absent": "mentor", "contest_reason": "I waited for an hour"
                """);
        assertThat(part(mails(story.menteeEmail, 2).getLast(), 0, 2))
                .contains("Ada Lovelace contested your report", "Reason: I waited for an hour");
        assertThat(MailResource.mailsTo(story.mentorEmail)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "completed, An admin decided that your session with Ada Lovelace took place.",
        "no-show, An admin decided that you did not come to your session with Ada Lovelace."
    })
    void tellsBothWhatWasDecidedAndAsksForNoReviewThen(String outcome, String lead) {
        var story = confirmed();
        tell(story, outcome, """
                , "status": "%s", "reported_by": "mentor", "absent": "mentee", "decided_at": "2027-03-20T10:00:00Z",
                  "decided_by": "admin"
                """.formatted(outcome));
        assertThat(part(mails(story.menteeEmail, 2).getLast(), 0, 2)).contains(lead);
        mails(story.mentorEmail, 2);
    }

    /** The last as by a producer that does not say who decided. */
    @ParameterizedTest
    @ValueSource(strings = {", \"decided_by\": \"agreement\"", ", \"decided_by\": \"deadline\"", ""})
    void tellsNobodyOfAnAdminWhereBothAgreedOrNobodyContestedInTime(String decidedBy) {
        var story = confirmed();
        var event = tell(story, "no-show", """
                , "status": "no-show", "reported_by": "mentor", "absent": "mentee", "decided_at": "2027-03-20T10:00:00Z"%s
                """.formatted(decidedBy));
        Rows.awaitCount(1, "SELECT count(*) FROM inbox WHERE id = ? AND consumer = 'session-mails'", event);
        assertThat(Rows.count(
                        "SELECT count(*) FROM messages WHERE recipient_id IN (?, ?) AND kind LIKE 'session-%'",
                        story.mentee, story.mentor))
                .isZero();
    }

    @Test
    void writesInTheZoneOfTheBookingWhereTheAccountHasNone() {
        var story = confirmed();
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.registered.v1",
                story.mentee,
                1,
                """
                {"user_id": "%s", "name": "Linus", "email": "%s", "time_zone": null, "locale": null, "version": 1}
                """.formatted(story.mentee, story.menteeEmail));
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ? AND email IS NOT NULL", story.mentee);
        tell(story, "contested", """
                , "status": "no-show", "reported_by": "mentee", "absent": "mentor"
                """);
        assertThat(part(mails(story.menteeEmail, 2).getLast(), 0, 2)).contains("(India Standard Time, GMT+5:30)");
    }

    @Test
    void asksForAReviewOnceWhateverIsDecidedLater() {
        var story = confirmed();
        var session = UUID.randomUUID();
        tell(story, session, "completed", 2, ", \"status\": \"completed\"");
        assertThat(part(mails(story.menteeEmail, 2).getLast(), 0, 2)).contains("/review");
        tell(story, session, "contested", 3, """
                , "status": "no-show", "reported_by": "mentor", "absent": "mentee"
                """);
        tell(story, session, "completed", 4, """
                , "status": "completed", "reported_by": "mentor", "decided_at": "2027-03-20T10:00:00Z"
                """);
        mails(story.mentorEmail, 3);
        assertThat(part(mails(story.menteeEmail, 3).getLast(), 0, 2))
                .contains("An admin decided that your session with Ada Lovelace took place.");
        Rows.awaitCount(
                1, "SELECT count(*) FROM messages WHERE kind = 'review-request' AND recipient_id = ?", story.mentee);
    }

    @Test
    void tellsThatAnExportCanBeFetched() {
        var person = UUID.randomUUID();
        var email = person + "@example.org";
        BookingStory.tellPerson(person, 1, email, "Asia/Kolkata", "en-GB");
        var export = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.exports",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.export.ready.v1",
                export,
                1,
                """
                {"export_id": "%s", "user_id": "%s", "expires_at": "%s"}
                """.formatted(
                        export, person, Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)));
        var mail = mails(email, 1).getFirst();
        assertThat(part(mail, 0, 2)).contains("can be fetched until", "/settings/export");
    }

    @Test
    void tellsThatTheAccountIsClosedAndForgetsTheAddressThen() {
        var person = UUID.randomUUID();
        var email = person + "@example.org";
        BookingStory.tellPerson(person, 1, email, "Asia/Kolkata", "en-GB");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", person);
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.erased.v1",
                person,
                2,
                """
                {"user_id": "%s", "erased_at": "%s"}
                """.formatted(person, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        assertThat(mails(email, 1).getFirst())
                .satisfies(mail -> assertThat(mail.getSubject()).isEqualTo("Your account is closed"));
        Rows.awaitCount(0, "SELECT count(*) FROM messages WHERE recipient_email = ?", email);
        Rows.awaitCount(0, "SELECT count(*) FROM people WHERE user_id = ?", person);
    }

    private static BookingStory confirmed() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        return story;
    }

    private static String tell(BookingStory story, String what, String more) {
        return tell(story, UUID.randomUUID(), what, 2, more);
    }

    private static String tell(BookingStory story, UUID session, String what, int version, String more) {
        var event = UUID.randomUUID().toString();
        TestTopics.publish(
                "mentoring.sessions",
                event,
                "/mentoring/booking-service",
                "org.mentoring.session." + what + ".v1",
                session,
                version,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "Ada Lovelace", "mentee_id": "%s",
                 "mentee_name": "Linus Torvalds", "start_time": "2027-03-15T14:00:00Z", "end_time": "2027-03-15T15:00:00Z"%s}
                """.formatted(session, story.id, story.mentor, story.mentee, more));
        return event;
    }
}
