package org.mentoring.review;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.published;
import static org.mentoring.review.Calls.review;

/** Reviews are shown under the name that a mentee has now. */
@QuarkusTest
@RealParts
class NameTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    @Test
    void followTheAccount() throws Exception {
        var id = published(mentor, linus, 5);
        given().get("/api/v1/reviews/" + id).then().body("mentee_display_name", equalTo("Linus T."));

        tell("updated", 2, "\"name\": \"Newname Trial\",");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().queryParam("mentor_id", mentor)
                        .get("/api/v1/reviews")
                        .then()
                        .body("items.mentee_display_name", contains("Newname T.")));
        assertThat(events("mentoring.reviews", UUID.fromString(id), 2))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly("org.mentoring.review.published.v1", "org.mentoring.review.updated.v1");
        given().get("/api/v1/ratings/" + mentor).then().body("version", equalTo(1));

        // A session that was booked under the old name, told late.
        review(linus, completed(mentor, linus), 4).statusCode(201).body("mentee_display_name", equalTo("Newname T."));
    }

    private void tell(String what, int version, String name) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user." + what + ".v1",
                linus,
                version,
                "{\"user_id\": \"%s\", %s \"version\": %d}".formatted(linus, name, version));
    }
}
