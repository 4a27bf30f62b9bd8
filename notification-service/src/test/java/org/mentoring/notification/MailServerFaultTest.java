package org.mentoring.notification;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.ScriptedSmtp;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.notification.BookingStory.mails;

@QuarkusTest
@RealParts
class MailServerFaultTest {

    private static final String STATE = "SELECT count(*) FROM messages WHERE recipient_email = ? AND status = ?";
    private static final String DOUBTS = "SELECT doubts FROM messages WHERE recipient_email = ?";
    private static final String ATTEMPTS = "SELECT attempts FROM messages WHERE recipient_email = ?";

    @AfterEach
    void behave() {
        ScriptedSmtp.release();
        ScriptedSmtp.behave();
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 421 going away",
        "RCPT, 451 come back later",
        "RCPT, 452 full",
        "RCPT, drop",
        "DATA, 451 not now",
        "DATA, drop",
        "END, 451 come back later",
        "END, 452 full"
    })
    void triesAgainWhatTheServerDidNotTakeThisTime(String command, String answer) {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, command, answer, answer);
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        Rows.awaitCount(1, STATE, story.menteeEmail, "sent");
        assertThat(ScriptedSmtp.takenFor(story.menteeEmail)).hasSize(1);
        // What a connection at rest breaks off a new one is asked at once.
        assertThat(Rows.count(ATTEMPTS, story.menteeEmail)).isBetween(2L, 3L);
        assertThat(Rows.count(DOUBTS, story.menteeEmail)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"END, drop", "END, hang"})
    void sendsUnderTheSameIdWhatTheServerHadWithoutAnAnswer(String command, String answer) {
        var story = new BookingStory();
        ScriptedSmtp.script(story.menteeEmail, command, answer);
        var unknownBefore = counted("unknown");
        story.tell("confirmed", 1);
        Rows.awaitCount(1, STATE, story.menteeEmail, "sent");
        var taken = ScriptedSmtp.takenFor(story.menteeEmail);
        assertThat(taken).hasSize(2);
        assertThat(taken).extracting(mail -> mail.header("Message-ID")).doesNotContainNull();
        assertThat(taken.getFirst().header("Message-ID"))
                .isEqualTo(taken.getLast().header("Message-ID"));
        assertThat(Rows.count(DOUBTS, story.menteeEmail)).isOne();
        assertThat(mails(story.mentorEmail, 1)).hasSize(1);
        assertThat(counted("unknown")).isEqualTo(unknownBefore + 1);
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
        assertThat(ScriptedSmtp.takenFor(story.menteeEmail)).isEmpty();

        given().auth()
                .oauth2(admin())
                .post("/api/v1/notifications/" + failed.getString(mine + ".id") + "/resend")
                .then()
                .statusCode(202);
        mails(story.menteeEmail, 1);
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
        await().atMost(30, SECONDS).until(() -> attempts(story) > 2);
        ScriptedSmtp.behave();
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(Rows.count(DOUBTS, story.menteeEmail)).isZero();
    }

    @Test
    void waitsForAServerThatOffersEncryptionAndRefusesIt() {
        ScriptedSmtp.greet("220 scripted", "STARTTLS");
        var story = new BookingStory();
        story.tell("confirmed", 1);
        await().atMost(30, SECONDS).until(() -> attempts(story) > 2);
        assertThat(ScriptedSmtp.takenFor(story.menteeEmail)).isEmpty();
        ScriptedSmtp.behave();
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
    }

    @Test
    void sendsOverAnEncryptedConnectionToAServerThatItTrusts() {
        ScriptedSmtp.encrypt(false);
        var story = new BookingStory();
        story.tell("confirmed", 1);
        await().atMost(30, SECONDS).until(() -> attempts(story) > 2);
        assertThat(ScriptedSmtp.takenFor(story.menteeEmail)).isEmpty();
        assertThat(Rows.count(
                        "SELECT count(*) FROM messages WHERE booking_id = ? AND reason LIKE '%certifi%'", story.id))
                .isPositive();
        ScriptedSmtp.encrypt(true);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(ScriptedSmtp.takenFor(story.menteeEmail)).allMatch(ScriptedSmtp.Mail::encrypted);
    }

    @Test
    void takesNoteOfEventsWhileEveryConnectionHangs() {
        var stuck = Stream.generate(BookingStory::new).limit(8).toList();
        stuck.forEach(story -> {
            ScriptedSmtp.script(story.menteeEmail, "DATA", ScriptedSmtp.HANG);
            ScriptedSmtp.script(story.mentorEmail, "DATA", ScriptedSmtp.HANG);
            story.tell("confirmed", 1);
        });
        await().atMost(30, SECONDS)
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
                .allSatisfy(story -> assertThat(ScriptedSmtp.takenFor(story.menteeEmail))
                        .hasSize(1 + (int) Rows.count(DOUBTS, story.menteeEmail)));
    }

    @Test
    void writesToAddressesBeyondAsciiWhereTheServerTakesThem() {
        var refused = new BookingStory().with("user_email", "лінус@example.org");
        refused.tell("confirmed", 1);
        mails(refused.mentorEmail, 1);
        Rows.awaitCount(
                1,
                "SELECT count(*) FROM messages WHERE booking_id = ? AND status = 'failed' AND reason LIKE '%SMTPUTF8%'",
                refused.id);

        ScriptedSmtp.greet("220 scripted", "8BITMIME", "SMTPUTF8");
        var taken = new BookingStory();
        var email = "лінус-" + taken.id + "@example.org";
        taken.with("user_email", email).tell("confirmed", 1);
        mails(email, 1);
        assertThat(ScriptedSmtp.takenFor(email).getFirst().parameters()).contains("SMTPUTF8");

        var domain = new BookingStory();
        domain.with("user_email", domain.id + "@bücher.example").tell("confirmed", 1);
        mails(domain.id + "@xn--bcher-kva.example", 1);
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
