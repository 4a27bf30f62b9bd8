package org.mentoring.user;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@RealParts
class InputTest extends AccountCase {

    @ParameterizedTest
    @ValueSource(strings = {"Eve\r\nBcc: all@example.org", "Eve\u202E\u2028x", "Eve\0\u0007"})
    void replacesLineEndsInANameOfTheToken(String name) {
        account(Tokens.of(name, id)).statusCode(200).body("name", matchesPattern("Eve[\\P{Cc}&&[^\\p{Zl}\u202E]]*"));
    }

    @Test
    void treatsMarkupInANameAsText() {
        account(Tokens.of("<b onclick=\"x()\">Eve</b>", id))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("name", equalTo("<b onclick=\"x()\">Eve</b>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-an-address",
                "eve@example.org\r\nBcc:all@example.org",
                "eve@a@b.example",
                "Eve <eve@a.example>"
            })
    void ignoresAnInvalidAddress(String email) {
        account(Tokens.of("Eve", id).claim("email", email)).statusCode(200).body("email", nullValue());
    }

    @Test
    void repairsANameOfTheTokenInsteadOfRefusingIt() {
        account(Tokens.of("x".repeat(263), id)).statusCode(200).body("name", equalTo("x".repeat(200)));
        account(Tokens.of("\u200B\u3164", UUID.randomUUID()).claim("preferred_username", "eve"))
                .statusCode(200)
                .body("name", equalTo("eve"));
        account(Tokens.of("\u200B", UUID.randomUUID())).statusCode(200).body("name", equalTo("Member"));
        account(Tokens.of("Ame\u0301lie\u200B", UUID.randomUUID())).body("name", equalTo("Am\u00E9lie"));
    }

    @Test
    void storesNamesInNormalizationFormC() {
        var token = Tokens.of("Linus", id).roles("mentee");
        account(token).statusCode(200);
        as(token)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \" Ame\u0301lie\u200B  Poulain \", \"time_zone\": null, \"locale\": \"en\"}")
                .put("/api/v1/users/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("Am\u00E9lie Poulain"));
    }

    @Test
    void hasNoTimeZoneUntilOneIsChosen() {
        var token = Tokens.of("Linus", id).roles("mentee");
        account(token).statusCode(200).body("time_zone", nullValue());
        as(token)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"Linus\", \"time_zone\": \"UTC\", \"locale\": \"en\"}")
                .put("/api/v1/users/me")
                .then()
                .statusCode(200)
                .body("time_zone", equalTo("UTC"));
        account(Tokens.of("Eve", UUID.randomUUID()).claim("zoneinfo", "Mars/Olympus"))
                .statusCode(200)
                .body("time_zone", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name      | {"name": " ", "time_zone": "UTC", "locale": "en"}
            dob       | {"name": "A", "time_zone": "UTC", "locale": "en", "dob": "2999-01-01"}
            dob       | {"name": "A", "time_zone": "UTC", "locale": "en", "dob": "1899-12-31"}
            dob       | {"name": "A", "time_zone": "UTC", "locale": "en", "dob": "-999999999-01-01"}
            time_zone | {"name": "A", "time_zone": "Mars/Olympus", "locale": "en"}
            locale    | {"name": "A", "time_zone": "UTC", "locale": "not a language"}
            linkedin  | {"name": "A", "time_zone": "UTC", "locale": "en", "linkedin": "http://localhost/x"}
            linkedin  | {"name": "A", "time_zone": "UTC", "locale": "en", "linkedin": "https://10.0.0.1/x"}
            linkedin  | {"name": "A", "time_zone": "UTC", "locale": "en", "linkedin": "javascript:alert(1)"}
            name      | {"name": "A\\r\\nBcc: all@example.org", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "A\\u0000", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "A\\u202e", "time_zone": "UTC", "locale": "en"}
            name      | {"name": null, "time_zone": "UTC", "locale": "en"}
            name      | {"name": "\\u200b", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "\\u3164\\u115f", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "A\\u2066", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "A\\ud800", "time_zone": "UTC", "locale": "en"}
            time_zone | {"name": "A", "time_zone": "+02:00", "locale": "en"}
            """)
    void namesTheFieldThatIsNotAcceptable(String field, String body) {
        as(Tokens.of("Linus", id).roles("mentee"))
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/v1/users/me")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field))
                .body("trace_id", notNullValue());
    }

    @Test
    void namesTheFieldThatIsTooLong() {
        var token = Tokens.of("Linus", id).roles("mentee");
        as(token)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"%s\", \"time_zone\": \"UTC\", \"locale\": \"en\"}".formatted("x".repeat(201)))
                .put("/api/v1/users/me")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("name"));
        as(token)
                .body("{\"biography\": \"%s\"}".formatted("x".repeat(5001)))
                .put("/api/v1/mentees/me")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("biography"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            linkedin_url      | http://www.linkedin.com/in/x
            linkedin_url      | https://user@www.linkedin.com/in/x
            profile_image_url | https://localhost/x.png
            profile_image_url | https://169.254.169.254/latest/meta-data
            profile_image_url | https://images.internal/x.png
            profile_image_url | data:image/png;base64,AAAA
            biography         | bell \\u0007
            """)
    void refusesInternalUrlsAndUnusableTextInAMenteesProfile(String field, String value) {
        var token = Tokens.of("Linus", id).roles("mentee");
        account(token).statusCode(200);
        as(token)
                .body("{\"%s\": \"%s\"}".formatted(field, value))
                .put("/api/v1/mentees/me")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
        as(token).get("/api/v1/mentees/me").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "A", "time_zone": "UTC", "locale": "en", "admin": true}
            {"name": 7, "time_zone": "UTC", "locale": "en"}
            {"name": "A", "name": "B", "time_zone": "UTC", "locale": "en"}
            {"name": "A"
            """)
    void refusesWhatItCannotRead(String body) {
        as(Tokens.of("Linus", id).roles("mentee"))
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/v1/users/me")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem-type:mentoring:malformed"));
    }

    @Test
    void refusesTokensThatAreExpiredForgedOrForAnotherAudience() {
        for (var token : new String[] {
            Tokens.of("Eve", id).roles("admin").expired().build(),
            Tokens.of("Eve", id).roles("admin").audience("another-api").build(),
            Tokens.of("Eve", id)
                    .roles("admin")
                    .issuer("http://localhost/realms/other")
                    .build(),
            Tokens.of("Eve", id).roles("admin").forged().build(),
            Tokens.of("Eve", id).roles("admin").unsigned(),
            "not-a-token"
        }) {
            given().auth()
                    .oauth2(token)
                    .get("/api/v1/users/me")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem-type:mentoring:unauthenticated"));
        }
        given().get("/api/v1/users/me").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void refusesABodyOfTwoMegabytes() {
        as(Tokens.of("Linus", id).roles("mentee"))
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"" + "x".repeat(2_000_000) + "\"}")
                .put("/api/v1/users/me")
                .then()
                .statusCode(413);
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        given().get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }
}
