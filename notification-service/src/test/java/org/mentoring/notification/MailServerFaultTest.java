package org.mentoring.notification;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.ScriptedSmtp;
import org.mentoring.kit.test.ScriptedSmtp.Certificate;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.notification.BookingStory.mails;

@Tag("slow")
@QuarkusTest
@RealParts
class MailServerFaultTest {

    private static final String STATE = "SELECT count(*) FROM messages WHERE recipient_email = ? AND status = ?";
    private static final String UNCONFIRMED = "SELECT unconfirmed_attempts FROM messages WHERE recipient_email = ?";
    private static final String ATTEMPTS = "SELECT attempts FROM messages WHERE recipient_email = ?";

    @AfterEach
    void reset() {
        ScriptedSmtp.release();
        ScriptedSmtp.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 421 going away",
        "RCPT, 451 come back later",
        "RCPT, 452 full",
        "DATA, 421 going away",
        "DATA, 451 not now",
        "END, 451 come back later",
        "END, 452 full"
    })
    void triesAgainWhatTheServerDidNotTakeThisTime(String command, String answer) {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, command, answer, answer);
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        Rows.awaitCount(1, STATE, story.menteeEmail, "sent");
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail)).hasSize(1);
        assertThat(Rows.count(ATTEMPTS, story.menteeEmail)).isEqualTo(3);
        assertThat(Rows.count(UNCONFIRMED, story.menteeEmail)).isZero();
    }

    /** The client does not say how far it came, so that the server may have the mail. */
    @ParameterizedTest
    @CsvSource({"RCPT, drop", "DATA, drop", "RCPT, hang", "DATA, hang"})
    void countsABrokenDeliveryAsUnconfirmedAndSendsTheMailAgain(String command, String answer) {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, command, answer);
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        Rows.awaitCount(1, STATE, story.menteeEmail, "sent");
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail)).hasSize(1);
        assertThat(Rows.count(UNCONFIRMED, story.menteeEmail)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"END, drop", "END, hang", "END, taken"})
    void sendsUnderTheSameIdWhatTheServerHadWithoutAnAnswer(String command, String answer) {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, command, answer);
        var unconfirmedBefore = counted("unknown");
        story.tell("confirmed", 1);
        Rows.awaitCount(1, STATE, story.menteeEmail, "sent");
        var taken = ScriptedSmtp.messagesTo(story.menteeEmail);
        assertThat(taken).hasSize(2);
        assertThat(taken).extracting(mail -> mail.header("Message-ID")).doesNotContainNull();
        assertThat(taken.getFirst().header("Message-ID"))
                .isEqualTo(taken.getLast().header("Message-ID"));
        assertThat(Rows.count(UNCONFIRMED, story.menteeEmail)).isOne();
        assertThat(mails(story.mentorEmail, 1)).hasSize(1);
        assertThat(counted("unknown")).isEqualTo(unconfirmedBefore + 1);
        assertThat(given().auth()
                        .oauth2(admin())
                        .get("/api/v1/notifications?status=unknown&limit=100")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("items.recipient_email", String.class))
                .contains(story.menteeEmail)
                .doesNotContain(story.mentorEmail);
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 no such user", "DATA, 554 no", "END, 552 too big"})
    void parksWhatTheServerRefusesForGoodAndSendsItAgainOnDemand(String command, String answer) {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, command, answer);
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        Rows.awaitCount(1, STATE, story.menteeEmail, "failed");
        var failed = given().auth()
                .oauth2(admin())
                .get("/api/v1/notifications?status=failed&limit=100")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var mine = "items.find { it.recipient_email == '" + story.menteeEmail + "' }";
        assertThat(failed.getString(mine + ".reason")).contains(answer);
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail)).isEmpty();

        given().auth()
                .oauth2(admin())
                .post("/api/v1/notifications/" + failed.getString(mine + ".id") + "/resend")
                .then()
                .statusCode(202);
        mails(story.menteeEmail, 1);
    }

    /** The database takes no NUL for text: without its result the mail would be sent again and again. */
    @Test
    void givesUpWhatTheServerRefusesWithANul() {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, "RCPT", "550 no\0user");

        story.tell("confirmed", 1);

        Rows.awaitCount(1, STATE, story.menteeEmail, "failed");
    }

    @Test
    void showsTheMailsToOthersToAdminsAlone() {
        given().auth()
                .oauth2(Tokens.of("Ken", UUID.randomUUID())
                        .roles("mentee", "mentor")
                        .build())
                .get("/api/v1/notifications?status=failed")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(admin())
                .get("/api/v1/notifications?status=lost")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"421 busy", "554 no service"})
    void waitsForAServerThatGreetsNobody(String greeting) {
        ScriptedSmtp.greet(greeting);
        var story = new BookingStory();
        story.tell("confirmed", 1);
        await().atMost(2, MINUTES).until(() -> attempts(story) > 2);
        ScriptedSmtp.reset();
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(Rows.count(UNCONFIRMED, story.menteeEmail)).isZero();
    }

    @Test
    void waitsForAServerThatOffersEncryptionAndRefusesIt() {
        ScriptedSmtp.greet("220 scripted", "STARTTLS");
        var story = new BookingStory();
        story.tell("confirmed", 1);
        await().atMost(2, MINUTES).until(() -> attempts(story) > 2);
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail)).isEmpty();
        ScriptedSmtp.reset();
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
    }

    @Test
    void sendsOverAnEncryptedConnectionToAServerThatItTrusts() {
        ScriptedSmtp.encrypt(Certificate.UNKNOWN);
        var story = new BookingStory();
        story.tell("confirmed", 1);
        awaitReason(story, "PKIX path");
        ScriptedSmtp.encrypt(Certificate.OF_ANOTHER_HOST);
        awaitReason(story, "localhost");
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail)).isEmpty();
        ScriptedSmtp.encrypt(Certificate.TRUSTED);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail)).allMatch(ScriptedSmtp.Mail::encrypted);
    }

    @Test
    void signsInWhereTheServerAsksForIt() {
        ScriptedSmtp.greet("220 scripted", "AUTH PLAIN LOGIN");
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(ScriptedSmtp.messagesTo(story.menteeEmail))
                .singleElement()
                .matches(ScriptedSmtp.Mail::authenticated);
    }

    @Test
    void waitsForAServerThatRefusesTheLogin() {
        // The client tries twice over each connection.
        ScriptedSmtp.scriptLogins("535 not you", "535 not you", "454 not now", "454 not now");
        ScriptedSmtp.greet("220 scripted", "AUTH PLAIN");
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(attempts(story)).isGreaterThan(2);
        assertThat(Rows.count(UNCONFIRMED, story.menteeEmail)).isZero();
    }

    @Test
    void givesUpAMailThatIsLargerThanTheServerTakes() {
        ScriptedSmtp.greet("220 scripted", "SIZE 100");
        var story = new BookingStory();
        story.tell("confirmed", 1);
        Rows.awaitCount(
                2,
                "SELECT count(*) FROM messages WHERE booking_id = ? AND status = 'failed' AND reason LIKE '%size%'",
                story.id);
    }

    @Test
    void sendsOverConnectionsThatTakeSeveralCommandsAtOnce() {
        ScriptedSmtp.greet("220 scripted", "PIPELINING", "SIZE 10000000");
        var refused = new BookingStory();
        ScriptedSmtp.script(refused.menteeEmail, "RCPT", "550 no such user");
        ScriptedSmtp.script(refused.menteeEmail, "DATA", "503 no recipients");
        ScriptedSmtp.script(refused.mentorEmail, "END", "451 come back later");
        refused.tell("confirmed", 1);
        mails(refused.mentorEmail, 1);
        Rows.awaitCount(1, STATE, refused.menteeEmail, "failed");
        awaitReason(refused, "550 no such user");
    }

    @Test
    void consumesEventsWhileEveryConnectionHangs() {
        var stuck = Stream.generate(BookingStory::new).limit(8).toList();
        stuck.forEach(story -> {
            ScriptedSmtp.script(story.menteeEmail, "DATA", ScriptedSmtp.HANG);
            ScriptedSmtp.script(story.mentorEmail, "DATA", ScriptedSmtp.HANG);
            story.tell("confirmed", 1);
        });
        await().atMost(2, MINUTES)
                .until(() -> Rows.count("SELECT count(*) FROM messages WHERE status = 'sending'") >= 4);
        var next = new BookingStory();
        next.tell("confirmed", 1);
        await().atMost(1500, MILLISECONDS)
                .until(() -> Rows.count("SELECT count(*) FROM messages WHERE booking_id = ?", next.id) == 2);
        ScriptedSmtp.release();
        stuck.forEach(story -> mails(story.menteeEmail, 1));
        mails(next.menteeEmail, 1);
    }

    @Test
    void losesAndDoublesNothingWhenItsDatabaseConnectionsBreakOff() {
        var stories = Stream.generate(BookingStory::new).limit(30).toList();
        IntStream.range(0, stories.size()).forEach(i -> {
            stories.get(i).tell("confirmed", 1);
            if (i % 6 == 0) {
                Rows.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE '%\\_app'");
            }
        });
        stories.forEach(story -> {
            Rows.awaitCount(1, STATE, story.menteeEmail, "sent");
            Rows.awaitCount(1, STATE, story.mentorEmail, "sent");
        });
        assertThat(stories)
                .allSatisfy(story -> assertThat(ScriptedSmtp.messagesTo(story.menteeEmail))
                        .hasSize(1 + (int) Rows.count(UNCONFIRMED, story.menteeEmail)));
    }

    @Test
    void writesToDomainsBeyondAsciiAndGivesUpWhatNeedsSmtputf8() {
        ScriptedSmtp.greet("220 scripted", "8BITMIME", "SMTPUTF8");
        var refused = new BookingStory().with("user_email", "лінус@example.org");
        refused.tell("confirmed", 1);
        mails(refused.mentorEmail, 1);
        Rows.awaitCount(
                1,
                "SELECT count(*) FROM messages WHERE booking_id = ? AND status = 'failed' AND reason LIKE '%SMTPUTF8%'",
                refused.id);

        var domain = new BookingStory();
        domain.with("user_email", domain.id + "@bücher.example").tell("confirmed", 1);
        mails(domain.id + "@xn--bcher-kva.example", 1);
    }

    private static void awaitReason(BookingStory story, String part) {
        await().atMost(2, MINUTES)
                .until(() -> Rows.count(
                                "SELECT count(*) FROM messages WHERE booking_id = ? AND position(? IN reason) > 0",
                                story.id,
                                part)
                        > 0);
    }

    private static long attempts(BookingStory story) {
        return Rows.count("SELECT coalesce(sum(attempts), 0) FROM messages WHERE booking_id = ?", story.id);
    }

    private static double counted(String outcome) {
        return Metrics.globalRegistry.find("mentoring.mails").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String admin() {
        return Tokens.of("Root", UUID.randomUUID()).roles("admin").build();
    }
}
