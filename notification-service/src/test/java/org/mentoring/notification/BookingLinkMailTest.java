package org.mentoring.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.test.junit.QuarkusTest;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.link.BookingLink;
import org.mentoring.kit.link.BookingLinkTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.mails;

/** By which of its links a mail lets its recipient change a booking without signing in, and by which not. */
@QuarkusTest
@RealParts
class BookingLinkMailTest {

    private static final Pattern LINK =
            Pattern.compile("http://localhost:8080/bookings/([0-9a-f-]{36})/link\\?token=([\\w.-]+)");

    @Inject
    BookingLinkTokens tokens;

    private final BookingStory story = new BookingStory().startingIn(Duration.ofDays(2));

    @Test
    void letsEachSideChangeItsOwnBookingUntilTheEndOfTheSession() throws Exception {
        story.tell("confirmed", 1);

        for (var side : List.of("mentee", "mentor")) {
            var mail = mail(side);
            var token = token(mail, "text/plain");
            assertThat(tokens.read(token)).contains(new BookingLink(person(side), story.id, side));
            assertThat(token(mail, "text/html")).isEqualTo(token);
            assertThat(expiry(token)).isEqualTo(story.end());
            assertThat(new String(MailParts.bytes(
                            MailParts.ofType(mail, "application/ics").getFirst())))
                    .as("a calendar is shown to others, too")
                    .doesNotContain("token=", "/link");
        }
    }

    @Test
    void writesALinkThatHoldsForTheNewTimeOfASession() throws Exception {
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        story.moved(1).tell("rescheduled", 2);

        var mail = mails(story.menteeEmail, 2).getLast();
        assertThat(expiry(token(mail, "text/plain"))).isEqualTo(story.end());
    }

    /** Whoever accepts proves to be the mentor: a forwarded mail cannot. */
    @Test
    void asksTheMentorToSignInToAnswerARequest() {
        story.with("status", "pending").tell("requested", 1);

        var toMentor = mail("mentor");
        for (var type : List.of("text/plain", "text/html")) {
            assertThat(MailParts.text(toMentor, type))
                    .contains("http://localhost:8080/bookings/" + story.id)
                    .doesNotContain("token=", "/link");
        }
        assertThat(tokens.read(token(mail("mentee"), "text/plain")))
                .contains(new BookingLink(story.mentee, story.id, "mentee"));
    }

    @ParameterizedTest
    @CsvSource({"mentee, mentor", "mentor, mentee"})
    void asksToSignInToAnswerAProposal(String by, String asked) {
        story.tell("confirmed", 1);
        mail(asked);
        story.proposedBy(by).tell("move-proposed", 2);

        var mail = mails(email(asked), 2).getLast();
        assertThat(MailParts.text(mail, "text/plain"))
                .contains("http://localhost:8080/bookings/" + story.id)
                .doesNotContain("token=", "/link");
    }

    @Test
    void letsWhoProposedChangeTheBookingAfterAll() {
        story.proposalEnded("declined", "mentee").tell("move-declined", 1);

        assertThat(tokens.read(token(mail("mentee"), "text/plain")))
                .contains(new BookingLink(story.mentee, story.id, "mentee"));
    }

    private UUID person(String side) {
        return side.equals("mentor") ? story.mentor : story.mentee;
    }

    private String email(String side) {
        return side.equals("mentor") ? story.mentorEmail : story.menteeEmail;
    }

    private MimeMessage mail(String side) {
        return mails(email(side), 1).getFirst();
    }

    private String token(MimeMessage mail, String type) {
        var found = LINK.matcher(MailParts.text(mail, type));
        assertThat(found.find()).isTrue();
        assertThat(found.group(1)).isEqualTo(story.id.toString());
        return found.group(2);
    }

    private static Instant expiry(String token) throws Exception {
        return Instant.ofEpochSecond(new JwtConsumerBuilder()
                .setSkipAllValidators()
                .setSkipSignatureVerification()
                .build()
                .processToClaims(token)
                .getExpirationTime()
                .getValue());
    }
}
