package org.mentoring.user;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

@QuarkusTest
@RealParts
class AccountTest extends AccountCase {

    @Test
    void createsTheAccountFromTheTokenAndPublishesIt() throws Exception {
        as(Tokens.of("Linus", id)
                        .roles("mentee")
                        .claim("zoneinfo", "Asia/Kolkata")
                        .claim("locale", "hi"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("user_id", equalTo(id.toString()))
                .body("time_zone", equalTo("Asia/Kolkata"))
                .body("mentee", equalTo(true))
                .body("mentor", equalTo(false));

        var event = events(1).getFirst();
        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.user.registered.v1");
        assertThat(TestTopics.header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(TestTopics.header(event, "ce_source")).isEqualTo("/mentoring/user-service");
        assertThat(TestTopics.header(event, "ce_subject")).isEqualTo(id.toString());
        assertThat(TestTopics.header(event, "ce_aggregateversion")).isEqualTo("1");
        assertThat(event.key()).isEqualTo(id.toString());
        assertThat(new ObjectMapper().readTree(event.value()).path("locale").asText())
                .isEqualTo("hi");
    }

    @Test
    void registersOnceForConcurrentFirstRequests() throws Exception {
        var token = Tokens.of("Ken", id).roles("mentee").build();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/users/me"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(call -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                    .toList();
            assertThat(calls).extracting(call -> call.join().statusCode()).containsOnly(200);
        }
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM outbox WHERE subject = ?", id))
                    .isEqualTo(1);
        }
    }

    @Test
    void changesAnAccountOnlyAtItsCurrentVersion() {
        var token = Tokens.of("Margaret", id).roles("mentee");
        as(token).get("/api/v1/users/me").then().statusCode(200);
        var change = """
                {"name": "Margaret H.", "linkedin": "https://www.linkedin.com/in/mh", "dob": "1936-08-17",
                 "time_zone": "Europe/Berlin", "locale": "de"}""";
        as(token)
                .header("If-Match", "\"1\"")
                .body(change)
                .put("/api/v1/users/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Margaret H."));

        as(token)
                .header("If-Match", "\"1\"")
                .body(change)
                .put("/api/v1/users/me")
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem-type:mentoring:stale-version"));
        as(token).body(change).put("/api/v1/users/me").then().statusCode(428);
        as(token)
                .header("If-Match", "\"2\"")
                .body(change.replace("\"locale\"", "\"share_email\": false, \"locale\""))
                .put("/api/v1/users/me")
                .then()
                .statusCode(200)
                .body("share_email", equalTo(false));
        as(token)
                .header("If-Match", "\"3\"")
                .body(change)
                .put("/api/v1/users/me")
                .then()
                .statusCode(200)
                .body("share_email", equalTo(false));
        assertThat(events(4))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2", "3", "4");
        assertThat(events(4).getLast().value()).contains("\"share_email\": false");
    }

    @Test
    void updatesTheCopyOfTheAccountInAMenteesProfile() throws Exception {
        var token = Tokens.of("Margaret", id).roles("mentee").issued(-60);
        account(token).statusCode(200);
        as(token).body("{}").put("/api/v1/mentees/me").then().statusCode(201).header("ETag", "\"1\"");
        as(token)
                .header("If-Match", "\"1\"")
                .body("""
                        {"name": "Margaret H.", "linkedin": "https://www.linkedin.com/in/mh", "dob": "1936-08-17",
                         "time_zone": "Europe/Berlin", "locale": "de"}""")
                .put("/api/v1/users/me")
                .then()
                .statusCode(200);
        as(token)
                .get("/api/v1/mentees/me")
                .then()
                .header("ETag", "\"2\"")
                .body("name", equalTo("Margaret H."))
                .body("dob", equalTo("1936-08-17"))
                .body("linkedin", equalTo("https://www.linkedin.com/in/mh"));
        account(token.claim("email", "new-" + id + "@example.org").issued(0)).statusCode(200);
        as(token).get("/api/v1/mentees/me").then().body("email", equalTo("new-" + id + "@example.org"));
    }

    @Test
    void showsAnAccountOnlyToItsOwner() {
        as(Tokens.of("Linus", id).roles("mentee"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200);
        as(Tokens.of("Linus", id).roles("mentee"))
                .get("/api/v1/users/" + id)
                .then()
                .statusCode(200);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .get("/api/v1/users/" + id)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem-type:mentoring:not-found"));
    }

    @Test
    void letsMentorsReadMenteesWithoutTheirPrivateFields() {
        var mentee = Tokens.of("Zelda " + id, id).roles("mentee");
        as(mentee).get("/api/v1/users/me").then().statusCode(200);
        as(mentee)
                .body("{\"biography\": \"Learning.\"}")
                .put("/api/v1/mentees/me")
                .then()
                .statusCode(201)
                .body("email", equalTo(id + "@example.org"));

        var mentor = Tokens.of("Ada", UUID.randomUUID()).roles("mentor");
        as(mentor)
                .queryParam("q", "zelda " + id)
                .get("/api/v1/mentees")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()))
                .body("items[0].containsKey('email')", equalTo(false))
                .body("next_cursor", equalTo(null));
        as(mentor).get("/api/v1/mentees/" + id).then().statusCode(200).body("containsKey('dob')", equalTo(false));
        as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                .get("/api/v1/mentees/" + id)
                .then()
                .statusCode(404);
        as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                .get("/api/v1/mentees")
                .then()
                .statusCode(403);
    }

    private java.util.List<ConsumerRecord<String, String>> events(int count) {
        return TestTopics.events("mentoring.users", id, count);
    }
}
