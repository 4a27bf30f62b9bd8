package org.mentoring.mentor;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.mentor.Calls.as;

@QuarkusTest
@RealParts
class AddressTest extends MentorCase {

    @Test
    void followsTheAccountWithTheAddressAndTellsOthers() throws Exception {
        apply();
        tellAccount("updated", 2, "ada@example.net");
        awaitAddress("ada@example.net");

        as(ada).get("/api/v1/mentors/me")
                .then()
                .header("ETag", "\"2\"")
                .body("name", equalTo("Ada Lovelace"))
                .body("time_zone", equalTo("UTC"));
        as(ada).header("If-Match", "\"1\"")
                .body("{\"bio\": \"x\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(412);
        var told = events("mentoring.mentors", id, 2).getLast();
        assertThat(TestTopics.header(told, "ce_type")).isEqualTo("org.mentoring.mentor.updated.v1");
        assertThat(TestTopics.header(told, "ce_aggregateversion")).isEqualTo("2");
        assertThat(email(told)).isEqualTo("ada@example.net");
    }

    @Test
    void followsAnAccountThatBeginsAfterTheApplicationAndOneThatLosesItsAddress() {
        apply();
        tellAccount("registered", 1, "ada@example.net");
        awaitAddress("ada@example.net");
        tellAccount("updated", 2, id + "@released.invalid");
        awaitAddress(id + "@released.invalid");
    }

    @Test
    void changesNothingForWhatComesTwiceOrLateOrSaysNothingNew() throws Exception {
        apply();
        var change = tellAccount("updated", 3, "ada@example.net");
        tellAccount(change, "updated", 3, "ada@example.net");
        tellAccount("updated", 2, id + "@example.org");
        tellAccount("updated", 4, "ada@example.net");
        tellAccount("updated", 5, "ada@example.com");
        awaitAddress("ada@example.com");

        assertThat(events("mentoring.mentors", id, 3))
                .extracting(AddressTest::email)
                .containsExactly(id + "@example.org", "ada@example.net", "ada@example.com");
        as(ada).get("/api/v1/mentors/me").then().header("ETag", "\"3\"");
    }

    @Test
    void leavesTheAccountsOfOthersAlone() {
        var event = tellAccount("registered", 1, "ada@example.net");
        await().atMost(2, MINUTES).until(() -> hasApplied(event));
        as(ada).get("/api/v1/mentors/me").then().statusCode(404);
    }

    private void awaitAddress(String email) {
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(ada).get("/api/v1/mentors/me").then().body("email", equalTo(email)));
    }

    private String tellAccount(String what, long version, String email) {
        return tellAccount(UUID.randomUUID().toString(), what, version, email);
    }

    private String tellAccount(String event, String what, long version, String email) {
        TestTopics.publish(
                "mentoring.users",
                event,
                "/mentoring/user-service",
                "org.mentoring.user." + what + ".v1",
                id,
                version,
                """
                {"user_id": "%s", "name": "Ada King", "email": "%s", "time_zone": "Asia/Kolkata", "locale": "hi", "linkedin": null,
                 "version": %d}
                """.formatted(id, email, version));
        return event;
    }

    private static String email(ConsumerRecord<String, String> event) {
        return JsonPath.from(event.value()).getString("email");
    }

    private static boolean hasApplied(String event) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                            database, "SELECT count(*) FROM inbox WHERE consumer = 'addresses' AND id = ?", event)
                    == 1;
        }
    }
}
