package org.mentoring.mentor;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.mentor.Calls.as;

/**
 * A platform that is registered with one of the providers alone, whose clients keep no cookies, and where others give the role
 * of mentors.
 */
@QuarkusTest
@RealParts
@TestProfile(CalendarNotOfferedTest.GoogleAlone.class)
class CalendarNotOfferedTest {

    public static class GoogleAlone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<String, String>();
            settings.put("mentoring.calendars.providers.microsoft.client-id", "");
            settings.put("mentoring.calendars.bind-to-browser", "false");
            settings.put("mentoring.realm-roles.enabled", "false");
            return settings;
        }
    }

    @Test
    void doesNotOfferAProviderWithoutAClientId() {
        var mentor = Tokens.of("Ada", UUID.randomUUID()).roles("mentor");

        as(mentor).get("/api/v1/calendars").then().statusCode(200).body("offered", contains("google"));
        as(mentor)
                .post("/api/v1/calendars/microsoft/connect")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem-type:mentoring:calendar-provider-not-offered"))
                .body("detail", containsString("microsoft"));
        given().get("/api/v1/calendars/microsoft/callback?state=x&code=y")
                .then()
                .statusCode(409);
    }

    @Test
    void decidesOnMentorsWithoutTheSecretOfAnIdentityProviderThatOthersTell() throws Exception {
        var id = UUID.randomUUID();
        as(Tokens.of("Ada", id)).body("{}").post("/api/v1/mentors").then().statusCode(201);

        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .post("/api/v1/mentors/" + id + "/approve")
                .then()
                .statusCode(200)
                .body("status", equalTo("approved"));

        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, "SELECT count(*) FROM realm_role_changes WHERE mentor_id = ?", id))
                    .isZero();
        }
    }

    @Test
    void letsAnotherBrowserCompleteWhereThatIsPermitted() {
        var browser = new CalendarAccount("google").new Browser().begin().consent();

        browser.comeBack("google", browser.parameter("state"), null).then().statusCode(303);
    }
}
