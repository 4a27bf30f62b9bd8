package org.mentoring.mentor;

import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.mentoring.mentor.Calls.as;

/** Mentors with a biography and tags, and how the directory is asked for them. */
final class DirectoryFixture {

    static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    private DirectoryFixture() {}

    static ValidatableResponse find(String parameter, String value) {
        return given().queryParam(parameter, value)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200);
    }

    static UUID mentor(String name, String bio, String... tags) {
        var id = UUID.randomUUID();
        var token = Tokens.of(name, id).roles("mentee");
        as(token)
                .body("{\"bio\": \"" + bio + "\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(token)
                .header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + String.join("\", \"", tags) + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
        return id;
    }

    static void approve(UUID mentor) {
        as(ADMIN).post("/api/v1/mentors/" + mentor + "/approve").then().statusCode(200);
    }

    static void tag(String name) {
        as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
    }
}
