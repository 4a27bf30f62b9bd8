package org.mentoring.web.admin;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Asked;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "root", roles = "admin")
class AdminTest {

    private static final String GRACE = Samples.id(11);
    private static final String MONA = Samples.id(12);

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        AdminSamples.stub();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/applications",
                "/admin/mentors",
                "/admin/mentors/suspended",
                "/admin/tags",
                "/admin/reviews",
                "/admin/disputes",
                "/admin/mails",
                "/admin/dead-letters",
                "/admin/events",
                "/admin/reports",
                "/admin/erasures"
            })
    @TestSecurity(
            user = "ada",
            roles = {"mentee", "mentor"})
    void isForAdminsAlone(String path) {
        var page = given().get(path);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.asString()).contains("You may not see this");
    }

    @Test
    void countsWhatWaitsAndKeepsWhatCanBeCountedWhenAPartIsDown() {
        StubApi.refuse("GET", "/reviews/reports", 503, "unavailable");

        assertThat(given().get("/admin").then().statusCode(200).extract().asString())
                .contains("More than 2 to look at", "Cannot be counted just now", "/admin/dead-letters");
    }

    @Test
    void saysHowManyAreDecidedOnBeforeItIsDone() {
        var page = given().queryParam("id", GRACE, MONA)
                .queryParam("decision", "approve")
                .queryParam("cursor", "abc")
                .get("/admin/applications/decide")
                .asString();

        assertThat(page)
                .contains("Approve 2 applications?", "Grace Hopper", "action=\"/admin/applications/approve\"")
                .contains("name=\"cursor\" value=\"abc\"");
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void decidesOnEachAndShowsWhatBecameOfItOnceOnTheSamePage() {
        StubApi.on("POST", "/mentors/" + GRACE + "/approve", new JsonObject());
        StubApi.refuse("POST", "/mentors/" + MONA + "/approve", 409, "conflict");

        var answer = send(
                WebForms.filled("/admin").formParam("id", GRACE, MONA).formParam("cursor", "abc"),
                "/admin/applications/approve");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(sent("/approve").uri()).endsWith("?from_status=applied");
        assertThat(answer.getHeader("Location"))
                .endsWith("/admin/applications?cursor=abc")
                .doesNotContain("Grace");
        var shown = given().cookie("outcomes", answer.getCookie("outcomes")).get("/admin/applications?cursor=abc");
        assertThat(shown.asString())
                .contains(
                        "<title>Error: ",
                        "<bdi>Grace Hopper</bdi>: done",
                        "This had been settled already",
                        "منى العطار");
        assertThat(shown.getDetailedCookie("outcomes").getMaxAge()).isZero();
    }

    @Test
    void keepsTheResultsOfOthersWhereTheApiDoesNotAnswerForOne() {
        StubApi.refuse("POST", "/mentors/" + GRACE + "/approve", 502, "http-502");
        StubApi.on("POST", "/mentors/" + MONA + "/approve", request -> {
            request.connection().close();
            return new StubApi.Answer(200, "application/json", "{}");
        });

        var answer = send(
                WebForms.filled("/admin").formParam("id", GRACE, MONA, Samples.ADA), "/admin/applications/approve");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(given().cookie("outcomes", answer.getCookie("outcomes"))
                        .get("/admin/applications")
                        .asString())
                .contains(
                        "<bdi>Grace Hopper</bdi>: The service does not answer",
                        "منى العطار</bdi>: The service does not")
                .contains("This had been settled already");
    }

    @Test
    void keepsAReasonThatIsRefused() {
        var tooLong = "م".repeat(1001);
        StubApi.refuse("POST", "/.*", 422, "invalid");
        var events = "/admin/events/bookings/" + Samples.id(51) + "/discard";
        for (var path : List.of(
                "/admin/mentors/" + Samples.ADA + "/suspend",
                "/admin/dead-letters/" + Samples.id(41) + "/discard",
                "/admin/reviews/" + Samples.id(31) + "/hide",
                events)) {
            for (var reason : List.of("Not <ours>", tooLong)) {
                var answer = send(WebForms.filled("/admin").formParam("reason", reason), path);

                assertThat(answer.statusCode()).as(path).isEqualTo(422);
                assertThat(answer.asString())
                        .as(path)
                        .contains(
                                reason.replace("<", "&lt;").replace(">", "&gt;") + "</textarea>", "There is a problem");
            }
        }
        var declined = send(
                WebForms.filled("/admin").formParam("id", GRACE).formParam("reason", tooLong),
                "/admin/applications/decline");
        assertThat(declined.asString()).contains(tooLong + "</textarea>", "longer than 500 characters");
        assertThat(StubApi.asked())
                .noneMatch(
                        asked -> asked.uri().contains(GRACE) && asked.method().equals("POST"));
    }

    @Test
    void declinesWithAReason() {
        StubApi.on("POST", "/mentors/" + GRACE + "/suspend", new JsonObject());

        send(
                WebForms.filled("/admin").formParam("id", GRACE).formParam("reason", " Too short a profile "),
                "/admin/applications/decline");

        assertThat(new JsonObject(sent("/suspend").body()))
                .isEqualTo(new JsonObject().put("sessions", "cancel").put("reason", "Too short a profile"));
        assertThat(sent("/suspend").uri()).endsWith("?from_status=applied");
    }

    @Test
    void suspendsWithAReasonAndWhatBecomesOfSessions() {
        StubApi.on("POST", "/mentors/" + Samples.ADA + "/suspend", new JsonObject());
        var path = "/admin/mentors/" + Samples.ADA;

        var without = send(WebForms.filled(path).formParam("sessions", "keep"), path + "/suspend");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.asString()).contains("Give a reason", "value=\"keep\" checked");

        var done = send(
                WebForms.filled(path).formParam("sessions", "keep").formParam("reason", "Complaints"),
                path + "/suspend");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(new JsonObject(sent("/suspend").body()))
                .isEqualTo(new JsonObject().put("sessions", "keep").put("reason", "Complaints"));
        assertThat(sent("/suspend").uri()).endsWith("?from_status=approved");
    }

    @Test
    void letsASuspendedMentorBack() {
        StubApi.on("POST", "/mentors/" + GRACE + "/approve", new JsonObject());

        assertThat(given().get("/admin/mentors/suspended").asString()).contains("Grace Hopper", "End suspension");
        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().contains("status=suspended"));
        assertThat(given().get("/admin/mentors/" + GRACE).asString()).contains("not in the directory");
        assertThat(send(WebForms.filled("/admin"), "/admin/mentors/" + GRACE + "/resume")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sent("/approve").uri()).endsWith(GRACE + "/approve?from_status=suspended");
    }

    @Test
    void hidesAReportedReviewWithAReasonAndShowsItAgain() {
        StubApi.on("POST", "/reviews/.*", new JsonObject());
        assertThat(given().get("/admin/reviews").asString())
                .contains("Buy cheap watches", "This is an advertisement.", "Show it again");

        var hide = "/admin/reviews/" + Samples.id(31) + "/hide";
        assertThat(send(WebForms.filled("/admin"), hide).statusCode()).isEqualTo(422);
        assertThat(send(WebForms.filled("/admin").formParam("reason", "Advertisement"), hide)
                        .statusCode())
                .isEqualTo(303);
        assertThat(new JsonObject(sent("/hide").body()).getString("reason")).isEqualTo("Advertisement");
        send(WebForms.filled("/admin"), "/admin/reviews/" + Samples.id(32) + "/show");
        assertThat(sent("/show").uri()).contains(Samples.id(32));
    }

    @Test
    void decidesWhoCameToASessionThatIsInDispute() {
        var session = Samples.id(91);
        var path = "/admin/disputes/" + session + "/decide";
        StubApi.on("POST", "/sessions/.*/decide", new JsonObject());

        assertThat(given().cookie("zone", "Asia/Tokyo").get("/admin/disputes").asString())
                .contains("Ada Lovelace says that Linus Tall did not come.")
                .contains("Linus Tall says that the session took place.", "I was there, and waited.")
                .contains("November 16, 2026, 3:20", "Japan Standard Time")
                .contains("/bookings/" + Samples.id(101));
        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().contains("contested=true"));
        var undecided = send(WebForms.filled("/admin"), path);
        assertThat(undecided.statusCode()).isEqualTo(422);
        assertThat(undecided.asString())
                .contains("href=\"#completed-" + session + "\"", "id=\"wrong-" + session + "\"")
                .containsOnlyOnce("field-wrong");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));

        assertThat(send(WebForms.filled("/admin").formParam("outcome", "mentor"), path)
                        .statusCode())
                .isEqualTo(303);
        assertThat(new JsonObject(sent(session + "/decide").body()))
                .isEqualTo(new JsonObject().put("outcome", "no-show").put("absent", "mentor"));
        send(WebForms.filled("/admin").formParam("outcome", "completed"), path.replace("91", "92"));
        assertThat(new JsonObject(sent(Samples.id(92) + "/decide").body()).getString("outcome"))
                .isEqualTo("completed");
    }

    @Test
    void saysThatADisputeWasDecidedAlready() {
        StubApi.refuse("POST", "/sessions/.*/decide", 409, "conflict");

        var answer = send(
                WebForms.filled("/admin").formParam("outcome", "completed"),
                "/admin/disputes/" + Samples.id(91) + "/decide");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/admin/disputes");
    }

    @Test
    void sendsFailedMailsAgain() {
        StubApi.on("POST", "/notifications/.*/resend", new JsonObject());
        assertThat(given().get("/admin/mails").asString()).contains("550 no such mailbox");

        assertThat(given().queryParam("id", Samples.id(61))
                        .get("/admin/mails/resend")
                        .asString())
                .contains("Send 1 mail again?", "ada@example.org", "action=\"/admin/mails/resend\"");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));

        var answer = send(WebForms.filled("/admin").formParam("id", Samples.id(61)), "/admin/mails/resend");

        assertThat(answer.getHeader("Location")).endsWith("/admin/mails?status=failed");
        assertThat(sent("/resend").uri()).contains(Samples.id(61));
    }

    @Test
    void saysTheZoneOfTheTimesOfALog() {
        for (var path : List.of("/admin/dead-letters", "/admin/mails", "/admin/events")) {
            assertThat(given().cookie("zone", "Asia/Tokyo").get(path).asString())
                    .as(path)
                    .contains("Times in Japan Standard Time", "Nov 16, 2026, 3:20");
        }
    }

    @Test
    void inspectsReplaysAndDiscardsDeadLetters() {
        var path = "/admin/dead-letters/" + Samples.id(41);
        StubApi.on("POST", "/notifications/dead-letters/.*", new JsonObject());
        assertThat(given().get(path).asString())
                .contains("The field start_time is missing", "&lt;b&gt;1", "org.mentoring.booking.confirmed.v1");

        assertThat(send(WebForms.filled("/admin"), path + "/replay").statusCode())
                .isEqualTo(303);
        assertThat(send(WebForms.filled("/admin"), path + "/discard").statusCode())
                .isEqualTo(422);
        send(WebForms.filled("/admin").formParam("reason", "Written by hand"), path + "/discard");
        assertThat(new JsonObject(sent("/discard").body()).getString("reason")).isEqualTo("Written by hand");
    }

    @Test
    void publishesParkedEventsAgainAndNamesAServiceThatIsDown() {
        StubApi.on("POST", "/bookings/parked-events/replay", new JsonObject().put("replayed", 3));
        StubApi.refuse("GET", "/users/parked-events", 503, "unavailable");

        assertThat(given().get("/admin/events").asString())
                .contains("larger than the broker takes", "2 later events wait", "<strong>Accounts</strong>");
        assertThat(send(WebForms.filled("/admin"), "/admin/events/bookings/replay")
                        .statusCode())
                .isEqualTo(303);
        assertThat(send(WebForms.filled("/admin"), "/admin/events/elsewhere/replay")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void sendsAReportOnceForEachForm() {
        StubApi.on("POST", "/reports/platform-report/send", new JsonObject().put("readers", 2));

        send(WebForms.filled("/admin/reports").formParam("form_key", "a-key"), "/admin/reports/platform-report/send");

        assertThat(sent("/send").headers()).containsEntry("idempotency-key", "a-key");
    }

    @Test
    void showsWhoHasErasedAPersonAndWhoHasNot() {
        assertThat(given().get("/admin/erasures").asString())
                .contains("Asked for by letter", "mentor-service", "identity-provider", "Under way");
    }

    private static Response send(RequestSpecification form, String path) {
        return form.redirects().follow(false).post(path);
    }

    private static Asked sent(String end) {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST")
                        && asked.uri().replaceFirst("\\?.*", "").endsWith(end))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
