package org.mentoring.mentor;

import java.util.UUID;

import org.mentoring.kit.test.Tokens;

import static org.mentoring.mentor.Calls.as;

/** Somebody who applies to be a mentor, and an admin who decides on it. */
abstract class MentorCase {

    static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    final UUID id = UUID.randomUUID();
    final Tokens ada = Tokens.of("Ada Lovelace", id).roles("mentee");

    void apply() {
        as(ada).body("{\"bio\": \"Engines\"}").post("/api/v1/mentors").then().statusCode(201);
    }

    void decide(String decision, int status) {
        as(ADMIN).post("/api/v1/mentors/" + id + "/" + decision).then().statusCode(status);
    }

    static String tag() {
        var name = "skill " + UUID.randomUUID();
        as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
        return name;
    }
}
