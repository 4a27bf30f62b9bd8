package org.mentoring.notification;

import java.io.ByteArrayInputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@RealParts
class ReportTest {

    private static final String PATH = "/api/v1/reports";

    private final UUID adminId = UUID.randomUUID();
    private final String adminEmail = adminId + "@example.org";
    private final String admin = Tokens.of("Root", adminId).roles("admin").build();

    @Test
    void reportsTheLastWeekAndTheNextToAMentor() throws Exception {
        var story = new ReportStory("en");
        story.session("completed", "completed", story.at(0, 9), "Linus Torvalds");
        story.session(
                "completed", "completed", story.at(0, 23).minusSeconds(60), "=HYPERLINK(\"http://evil.example\")");
        story.session("cancelled", "cancelled", story.at(3, 9), "Ken Thompson");
        story.session("no-show", "no-show", story.at(6, 23), "Margaret Hamilton");
        story.session("completed", "completed", story.at(-1, 23), "Of the week before");
        story.session("completed", "completed", story.at(7, 0), "Of the week after");
        story.booked(story.at(8, 10), "Grace <b>Hopper</b>", "Career talk");
        story.review("published", UUID.randomUUID(), 1, 5, "Very <i>clear</i>\nand patient");
        story.review("published", UUID.randomUUID(), 1, 4, null);
        story.review("hidden", UUID.randomUUID(), 2, 1, "Rude");
        story.rating("4.67", 21);
        story.awaitCopies("SELECT count(*) FROM report_sessions WHERE mentor_id = ?", 6);
        story.awaitCopies("SELECT count(*) FROM report_bookings WHERE mentor_id = ?", 1);
        story.awaitCopies("SELECT count(*) FROM report_reviews WHERE mentor_id = ?", 3);
        story.awaitCopies("SELECT count(*) FROM report_ratings WHERE mentor_id = ?", 1);
        story.approved("compilers");
        story.beginLongAgo();

        var mail = report(story.email, "Your week as a mentor, ");

        var text = MailParts.text(mail, "text/plain");
        assertThat(text)
                .contains("you held 2 sessions")
                .contains("Held: 2", "Cancelled: 1", "No-shows: 1", "Hours: 3", "Rating: 4.5")
                .contains("Of all time: 4.67 out of 5 from 21 ratings")
                .contains("Career talk")
                .doesNotContain("Rude");
        var html = MailParts.text(mail, "text/html");
        assertThat(html)
                .contains("lang=\"en\" dir=\"ltr\"")
                .contains("Very &lt;i&gt;clear&lt;/i&gt;")
                .contains("Grace &lt;b&gt;Hopper&lt;/b&gt;")
                .doesNotContain("Rude", "Of the week");
        for (var image : MailParts.ofType(mail, "image/png")) {
            var id = ((MimePart) image).getContentID().replaceAll("[<>]", "");
            assertThat(html).containsPattern("<img src=\"cid:" + id + "\" alt=\"Columns of [^\"]+\"");
            assertThat(ImageIO.read(new ByteArrayInputStream(MailParts.bytes(image))))
                    .isNotNull();
        }
        assertThat(MailParts.ofType(mail, "image/png")).hasSize(2);
        var csv = MailParts.ofType(mail, "text/csv").getFirst();
        assertThat(csv.getFileName()).isEqualTo("sessions-" + story.monday + ".csv");
        assertThat(new String(MailParts.bytes(csv), UTF_8).split("\r\n"))
                .hasSize(5)
                .startsWith("\uFEFF\"start\",\"end\",\"time_zone\",\"status\",\"mentee\"")
                .anySatisfy(line -> assertThat(line).endsWith("\"'=HYPERLINK(\"\"http://evil.example\"\")\""));
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    }

    @Test
    void writesInTheLanguageOfTheReaderFromRightToLeft() throws Exception {
        var story = new ReportStory("ar");
        story.approved("compilers");
        story.beginLongAgo();

        var mail = report(story.email, "أسبوعك مرشدًا");

        assertThat(MailParts.text(mail, "text/html"))
                .contains("dir=\"rtl\"")
                .contains("لم تعقد أي جلسة")
                .contains("لم تصل تقييمات في هذه المدة");
        assertThat(MailParts.ofType(mail, "image/png")).isEmpty();
    }

    @Test
    void sendsAReportOnceHoweverOftenItLooks() throws Exception {
        var story = new ReportStory("en");
        story.approved("compilers");
        story.beginLongAgo();
        report(story.email, "Your week");
        // Whoever is due later has been looked for several times since.
        for (var i = 0; i < 2; i++) {
            var later = new ReportStory("en");
            later.approved("compilers");
            later.beginLongAgo();
            report(later.email, "Your week");
        }
        assertThat(reports(story.email, "Your week")).hasSize(1);
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "service");
            assertThatThrownBy(() -> TestDatabase.count(app, """
                            INSERT INTO report_runs (report, reader_id, time_zone, period, due_at)
                            SELECT report, reader_id, time_zone, period, due_at FROM report_runs WHERE reader_id = ?
                            RETURNING 1
                            """, story.mentor))
                    .hasMessageContaining("report_runs_once_per_reader_and_period");
        }
    }

    @Test
    void createsReportsThatAReplicaPlannedBeforeItDied() throws Exception {
        var story = new ReportStory("de");
        story.approved("compilers");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "service");
            TestDatabase.count(app, """
                    INSERT INTO report_runs (report, reader_id, reader_name, reader_email, reader_locale, time_zone, period, due_at)
                    VALUES ('mentor-report', ?, 'Ada', ?, 'de', 'Asia/Kolkata', ?, now()) RETURNING 1
                    """, story.mentor, story.email, story.monday);
            app.commit();
        }
        report(story.email, "Deine Woche als Mentor");
    }

    @Test
    void sendsNothingToWhoeverWantsNoReports() throws Exception {
        var story = new ReportStory("en");
        given().auth()
                .oauth2(story.token())
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body("{\"kinds\": {\"mentor-report\": false}, \"reminder_minutes\": [], \"language\": null}")
                .put("/api/v1/notifications/preferences")
                .then()
                .statusCode(200);
        story.approved("compilers");
        story.beginLongAgo();
        story.awaitCopies("SELECT count(*) FROM messages WHERE recipient_id = ? AND status = 'withdrawn'", 1);
        assertThat(reports(story.email, "Your week")).isEmpty();
        list(story.token()).body("items.wanted", contains(false)).body("items.last_sent_at", contains(nullValue()));
    }

    @Test
    void reportsTheLastMonthToAdmins() throws Exception {
        // Until eight on the first of a month the last report is that of the month before.
        var lastMonth = OffsetDateTime.now(ZoneOffset.UTC)
                .minusHours(8)
                .toLocalDate()
                .withDayOfMonth(1)
                .minusMonths(1);
        var story = new ReportStory("en", "Busy " + UUID.randomUUID());
        var tag = "tag-" + story.mentor;
        for (var day = 0; day < 40; day++) {
            story.session(
                    "completed",
                    "completed",
                    lastMonth.plusDays(day % 20).atTime(day < 20 ? 9 : 14, 0).toInstant(ZoneOffset.UTC),
                    "Linus");
        }
        story.offered(lastMonth.plusDays(4), 600, 150);
        story.awaitCopies("SELECT count(*) FROM report_sessions WHERE mentor_id = ?", 40);
        story.awaitCopies("SELECT count(*) FROM report_offered WHERE mentor_id = ?", 1);
        story.approved(tag);

        send("platform-report", admin, null).statusCode(202).body("readers", greaterThanOrEqualTo(1));

        var mail = report(adminEmail, "The platform in ");
        assertThat(MailParts.text(mail, "text/plain"))
                .contains("Mentor: " + story.name + "; Held: 40; Hours: 60")
                .contains("Expertise: " + tag + "; Held: 40; Hours: 60")
                .containsPattern("Fill rate: \\d+%");
        var csv = new String(MailParts.bytes(MailParts.ofType(mail, "text/csv").getFirst()), UTF_8);
        assertThat(csv.split("\r\n")).hasSize(1 + lastMonth.lengthOfMonth());
        assertThat(csv).containsPattern("\"" + lastMonth.plusDays(4) + "\",\\d+,\\d+,\\d+,\\d+,\\d+,600,150\r\n");
        list(admin)
                .body("items.name", contains("platform-report"))
                .body("items[0].last_sent_at", notNullValue())
                .body("items[0].next_due_at", nullValue());
    }

    @Test
    void sendsTheReportOnThePlatformToTheAdminsThatTheSettingsName() throws Exception {
        new ReportStory("en").beginLongAgo();
        report("no-account-of-reports@example.org", "The platform in ");
        var root = Tokens.of("Root", UUID.randomUUID())
                .claim("email", "root-of-reports@example.org")
                .roles("admin")
                .build();
        list(root).body("items[0].next_due_at", notNullValue());
    }

    @Test
    void sendsWhatAnAdminAsksForOnceForEachKey() throws Exception {
        var key = UUID.randomUUID().toString();
        send("platform-report", admin, key).statusCode(202);
        send("platform-report", admin, key).statusCode(202);
        report(adminEmail, "The platform in ");
        var marker = Tokens.of("Other", UUID.randomUUID()).roles("admin").build();
        send("platform-report", marker, null).statusCode(202);
        await().atMost(2, MINUTES).untilAsserted(() -> list(marker).body("items[0].last_sent_at", notNullValue()));
        assertThat(reports(adminEmail, "The platform in")).hasSize(1);
        send("weather-report", admin, null).statusCode(404);
        send("platform-report", admin, "x".repeat(256)).statusCode(400);
        send(
                        "platform-report",
                        Tokens.of("Ada", UUID.randomUUID()).roles("mentor").build(),
                        null)
                .statusCode(403);
    }

    @Test
    void showsPeopleTheReportsThatAreForThem() throws Exception {
        var story = new ReportStory("en");
        story.approved("compilers");
        list(story.token())
                .body("items.name", contains("mentor-report"))
                .body("items[0].time_zone", equalTo("Asia/Kolkata"))
                .body("items[0].wanted", equalTo(true))
                .body("items[0].next_from", equalTo(story.monday.plusWeeks(1).toString()))
                .body("items[0].next_to", equalTo(story.monday.plusDays(13).toString()))
                .body("items[0].next_due_at", notNullValue());
        list(Tokens.of("Linus", UUID.randomUUID()).roles("mentee").build()).body("items", hasSize(0));
        list(admin).body("items.name", hasItem("platform-report"));
        given().get(PATH).then().statusCode(401);
    }

    @Test
    void endsInTheSameFiguresWhateverOrderEventsComeIn() throws Exception {
        var story = new ReportStory("en");
        var review = UUID.randomUUID();
        story.review("hidden", review, 3, 2, "Third");
        story.review("published", review, 1, 5, "First");
        story.review("updated", review, 2, 4, "Second");
        var session = story.session("completed", "completed", story.at(0, 9), "Linus");
        TestTopics.publish(
                "mentoring.sessions",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.session.started.v1",
                session,
                0,
                "{\"session_id\": \"%s\", \"status\": \"active\"}".formatted(session));
        TestTopics.publishRaw("mentoring.sessions", session.toString(), "no event at all");
        story.session("completed", "completed", story.at(1, 9), "Linus");
        story.awaitCopies("SELECT count(*) FROM report_sessions WHERE mentor_id = ? AND status = 'completed'", 2);
        story.awaitCopies(
                "SELECT count(*) FROM report_reviews WHERE mentor_id = ? AND hidden AND rating = 2 AND feedback = 'Third'",
                1);
    }

    @Test
    void letsOnlyTheServiceReadTheCopies() throws Exception {
        var story = new ReportStory("en");
        story.approved("compilers");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, story.mentor, "mentee,mentor,admin");
            for (var table : List.of(
                    "report_signups",
                    "report_mentors",
                    "report_bookings",
                    "report_sessions",
                    "report_reviews",
                    "report_ratings",
                    "report_offered",
                    "report_runs")) {
                assertThat(TestDatabase.count(app, "SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
            }
            TestDatabase.identify(app, null, "service");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM report_mentors WHERE mentor_id = ?", story.mentor))
                    .isOne();
        }
    }

    private static MimeMessage report(String email, String subject) {
        return await().atMost(2, MINUTES)
                .until(() -> reports(email, subject), found -> !found.isEmpty())
                .getFirst();
    }

    private static List<MimeMessage> reports(String email, String subject) {
        return MailResource.mailsTo(email).stream()
                .filter(mail -> subject(mail).startsWith(subject))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static ValidatableResponse list(String token) {
        return given().auth().oauth2(token).get(PATH).then().statusCode(200);
    }

    private static ValidatableResponse send(String report, String token, String key) {
        var request = given().auth().oauth2(token);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .post(PATH + "/" + report + "/send")
                .then();
    }
}
