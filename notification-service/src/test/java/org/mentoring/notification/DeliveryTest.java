package org.mentoring.notification;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.tellPerson;

@QuarkusTest
@RealParts
class DeliveryTest {

    private static final String OF_RECIPIENT = "SELECT count(*) FROM messages WHERE recipient_id = ?";

    @Test
    void showsPeopleTheMailsToThemselvesAlone() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> listed(story.mentee)
                        .body("items", hasSize(1))
                        .body("items.recipient_email", contains(story.menteeEmail))
                        .body("items.kind", contains("booking-confirmed"))
                        .body("items.status", contains("sent"))
                        .body("items[0].sent_at", notNullValue()));
        listed(UUID.randomUUID()).body("items", hasSize(0));
        given().get("/api/v1/notifications").then().statusCode(401);
    }

    @Test
    void showsTheAddressThatAMailWentToWhateverTheAccountSaysAfterwards() {
        var story = new BookingStory();
        var email = story.mentee + "@example.net";
        tellPerson(story.mentee, 2, email, "Asia/Kolkata", "en");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee);
        story.tell("confirmed", 1);
        mails(email, 1);
        tellPerson(story.mentee, 3, story.mentee + "@example.com", "Asia/Kolkata", "en");
        Rows.awaitCount(
                1, "SELECT count(*) FROM people WHERE user_id = ? AND email LIKE '%@example.com'", story.mentee);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> listed(story.mentee)
                        .body("items.status", contains("sent"))
                        .body("items.recipient_email", contains(email)));
    }

    @Test
    void showsOfAMailThatWaitsWhereItWouldGoNow() {
        MailResource.end();
        var story = new BookingStory();
        try {
            story.tell("confirmed", 1);
            await().atMost(2, MINUTES)
                    .untilAsserted(
                            () -> listed(story.mentee).body("items.recipient_email", contains(story.menteeEmail)));
            var email = story.mentee + "@example.net";
            tellPerson(story.mentee, 2, email, "Asia/Kolkata", "en");
            await().atMost(2, MINUTES)
                    .untilAsserted(() -> listed(story.mentee).body("items.recipient_email", contains(email)));
            await().atMost(2, MINUTES)
                    .untilAsserted(() -> given().auth()
                            .oauth2(Tokens.of("Root", UUID.randomUUID())
                                    .roles("admin")
                                    .build())
                            .get("/api/v1/notifications?limit=100&status=pending")
                            .then()
                            .body("items.recipient_email", hasItem(email)));
            tellPerson(story.mentee, 3, story.mentee + "@released.invalid", "Asia/Kolkata", "en");
            await().atMost(2, MINUTES)
                    .untilAsserted(() -> listed(story.mentee).body("items.recipient_email", contains(nullValue())));
        } finally {
            MailResource.begin();
        }
        var last = story.mentee + "@example.com";
        tellPerson(story.mentee, 4, last, "Asia/Kolkata", "en");
        mails(last, 1);
    }

    @Test
    void sendsWhatCouldNotBeSentWhileTheMailServerWasAway() throws Exception {
        MailResource.end();
        var story = new BookingStory();
        try {
            story.tell("confirmed", 1);
            story.with("sequence", 1).with("cancelled_by", "mentee").tell("cancelled", 2);
            await().atMost(2, MINUTES).until(() -> attempts(story) >= 2);
        } finally {
            MailResource.begin();
        }
        assertThat(mails(story.menteeEmail, 2))
                .extracting(mail -> mail.getSubject().split(":")[0])
                .containsExactly("Confirmed", "Cancelled");
        mails(story.mentorEmail, 2);
    }

    @Test
    void givesUpAnInvalidAddressAndContinues() {
        var story = new BookingStory().with("user_email", "linus@example.org, evil@example.org");
        story.tell("confirmed", 1);
        mails(story.mentorEmail, 1);
        var id = await().atMost(2, MINUTES)
                .until(
                        () -> given().auth()
                                .oauth2(Tokens.of("Linus", story.mentee).build())
                                .get("/api/v1/notifications")
                                .then()
                                .statusCode(200)
                                .extract()
                                .<String>path("items.find { it.status == 'failed' }?.id"),
                        notNullValue());
        given().auth()
                .oauth2(Tokens.of("Linus", story.mentee).roles("mentee").build())
                .post("/api/v1/notifications/" + id + "/resend")
                .then()
                .statusCode(403);
        var admin = Tokens.of("Root", UUID.randomUUID()).roles("admin").build();
        given().auth()
                .oauth2(admin)
                .post("/api/v1/notifications/" + id + "/resend")
                .then()
                .statusCode(202)
                .body("id", equalTo(id));
        given().auth()
                .oauth2(admin)
                .post("/api/v1/notifications/" + UUID.randomUUID() + "/resend")
                .then()
                .statusCode(404);
    }

    @Test
    void sendsNoMailAgainThatALaterOneHasOvertaken() {
        var story = new BookingStory();
        story.with("user_email", "linus@example.org, evil@example.org").tell("confirmed", 1);
        Rows.awaitCount(1, OF_RECIPIENT + " AND status = 'failed'", story.mentee);
        tellPerson(story.mentee, 1, story.menteeEmail, "Asia/Kolkata", "en");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee);
        story.moved(1).tell("rescheduled", 2);
        mails(story.menteeEmail, 1);
        Rows.awaitCount(1, OF_RECIPIENT + " AND status = 'sent'", story.mentee);
        resend(listed(story.mentee).extract().path("items.find { it.kind == 'booking-confirmed' }.id"))
                .statusCode(202)
                .body("status", equalTo("withdrawn"))
                .body("reason", equalTo("A later one was sent before"));
        mails(story.menteeEmail, 1);
    }

    @ParameterizedTest
    @CsvSource({"failed, sent", "sent, withdrawn"})
    void sendsAMailAgainUnlessTheLaterOneUnderWayIsSent(String resultOfLater, String expected) {
        var story = new BookingStory();
        insert(story, "booking-confirmed", story.menteeEmail, "failed", "0");
        insert(story, "booking-rescheduled", story.menteeEmail, "failed", "0");
        Rows.execute("""
                UPDATE messages SET order_key = booking_id, order_version = CASE kind WHEN 'booking-confirmed' THEN 1 ELSE 2 END
                 WHERE booking_id = ?
                """, story.id);
        Rows.execute("""
                UPDATE messages SET status = 'sending', claim = uuidv7(), claimed_until = now() + interval '110 seconds',
                                    due_at = now() + interval '110 seconds'
                 WHERE booking_id = ? AND kind = 'booking-rescheduled'
                """, story.id);
        resend(listed(story.mentee).extract().path("items.find { it.kind == 'booking-confirmed' }.id"))
                .statusCode(202)
                .body("status", equalTo("pending"));

        var other = new BookingStory();
        other.tell("confirmed", 1);
        mails(other.menteeEmail, 1);
        assertThat(MailResource.mailsTo(story.menteeEmail)).isEmpty();

        Rows.execute("""
                UPDATE messages SET status = ?, claim = NULL, claimed_until = NULL
                 WHERE booking_id = ? AND kind = 'booking-rescheduled'
                """, resultOfLater, story.id);
        Rows.awaitCount(
                1, OF_RECIPIENT + " AND kind = 'booking-confirmed' AND status = '" + expected + "'", story.mentee);
    }

    @Test
    void triesAnOldMailThatIsSentAgainAsLongAsANewOne() {
        var story = new BookingStory();
        insert(story, "booking-confirmed", null, "failed", "2 days");
        resend(listed(story.mentee).extract().path("items[0].id")).statusCode(202);
        Rows.awaitCount(1, OF_RECIPIENT + " AND status = 'pending' AND attempts > 1", story.mentee);
        tellPerson(story.mentee, 1, story.menteeEmail, "Asia/Kolkata", "en");
        mails(story.menteeEmail, 1);
    }

    /** By its clock the database has planned and claimed what follows tomorrow. */
    @Test
    void waitsForNoTimeFromBeforeTheClockWasSetBack() {
        var planned = new BookingStory();
        insert(planned, "booking-confirmed", planned.menteeEmail, "failed", "-1 day");
        Rows.execute(
                "UPDATE messages SET status = 'pending', due_at = created_at WHERE recipient_id = ?", planned.mentee);
        var claimed = new BookingStory();
        insert(claimed, "booking-confirmed", claimed.menteeEmail, "failed", "-1 day");
        Rows.execute("""
                UPDATE messages SET status = 'sending', due_at = created_at, claim = uuidv7(), claimed_until = created_at
                 WHERE recipient_id = ?
                """, claimed.mentee);
        mails(planned.menteeEmail, 1);
        Rows.awaitCount(
                1,
                OF_RECIPIENT + " AND greatest(due_at, claimed_until) <= now() + interval '1 minute'",
                claimed.mentee);
    }

    /** As during an upgrade, until a replica of the later version comes to it. */
    @Test
    void leavesKindsOfALaterVersionToReplicasThatKnowThem() {
        var story = new BookingStory();
        insert(story, "of-a-later-version", story.menteeEmail, "pending", "0");
        Rows.awaitCount(
                1,
                OF_RECIPIENT + " AND status = 'pending' AND reason LIKE 'This version knows no mails%'",
                story.mentee);
        Rows.execute("UPDATE messages SET kind = 'booking-confirmed' WHERE recipient_id = ?", story.mentee);
        mails(story.menteeEmail, 1);
    }

    @Test
    void takesOverFromASenderThatDiedAndCountsAnUnconfirmedAttempt() throws Exception {
        var story = new BookingStory();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("""
                        INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id,
                                              recipient_side, recipient_email, data, status, attempts, created_at, due_at, claim, claimed_until)
                        VALUES ('/mentoring/booking-service', 'died', 'booking-confirmed', ?, 1, ?, 'mentee', ?, ?::jsonb,
                                'sending', 1, now(), now(), uuidv7(), now() - interval '1 second')
                        """)) {
            statement.setObject(1, story.id);
            statement.setObject(2, story.mentee);
            statement.setString(3, story.menteeEmail);
            statement.setString(4, story.json());
            statement.executeUpdate();
        }
        mails(story.menteeEmail, 1);
        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(
                                database,
                                "SELECT count(*) FROM messages WHERE booking_id = ? AND status = 'sent' AND unconfirmed_attempts = 1",
                                story.id)
                        == 1;
            }
        });
    }

    @Test
    void protectsMailsOfOthersByRowSecurity() throws Exception {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        var count = "SELECT count(*) FROM messages WHERE booking_id = '" + story.id + "'";
        try (var app = TestDatabase.asApp()) {
            assertThat(TestDatabase.count(app, count)).isZero();
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor");
            assertThat(TestDatabase.count(app, count)).isZero();
            TestDatabase.identify(app, story.mentee, "mentee");
            assertThat(TestDatabase.count(app, count)).isOne();
            TestDatabase.identify(app, UUID.randomUUID(), "admin");
            assertThat(TestDatabase.count(app, count)).isEqualTo(2);
            TestDatabase.identify(app, story.mentee, "mentee");
            try (var statement = app.createStatement()) {
                assertThat(statement.executeUpdate(
                                "UPDATE messages SET status = 'pending', claim = NULL, claimed_until = NULL"))
                        .isZero();
            }
        }
    }

    private static void insert(BookingStory story, String kind, String email, String status, String age) {
        Rows.execute("""
                INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                                      recipient_email, data, status, created_at, due_at)
                VALUES ('/mentoring/booking-service', ?, ?, ?, 1, ?, 'mentee', ?, ?::jsonb, ?, now() - ?::interval, now())
                """, UUID.randomUUID().toString(), kind, story.id, story.mentee, email, story.json(), status, age);
    }

    private static ValidatableResponse resend(String id) {
        return given().auth()
                .oauth2(Tokens.of("Root", UUID.randomUUID()).roles("admin").build())
                .post("/api/v1/notifications/" + id + "/resend")
                .then();
    }

    private static ValidatableResponse listed(UUID recipient) {
        return given().auth()
                .oauth2(Tokens.of("Linus", recipient).roles("mentee").build())
                .get("/api/v1/notifications")
                .then()
                .statusCode(200);
    }

    private static long attempts(BookingStory story) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database, "SELECT coalesce(sum(attempts), 0) FROM messages WHERE booking_id = ?", story.id);
        }
    }
}
