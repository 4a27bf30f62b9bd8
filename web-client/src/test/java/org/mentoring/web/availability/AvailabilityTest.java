package org.mentoring.web.availability;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Answer;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.availability.AvailabilityForms.PAGE;
import static org.mentoring.web.availability.AvailabilityForms.asked;
import static org.mentoring.web.availability.AvailabilityForms.form;
import static org.mentoring.web.availability.AvailabilityForms.send;

/** The hours of the week: shown, changed and saved. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class AvailabilityTest {

    private static final String VERSIONS = Samples.id(1) + ":1 " + Samples.id(2) + ":2 " + Samples.id(3) + ":3";

    @BeforeEach
    void stub() {
        StubApi.reset();
        MentorSamples.stub();
    }

    @Test
    void showsTheWeekWithTheZoneOfItsHours() {
        var page = given().get(PAGE).then().statusCode(200).extract().asString();

        assertThat(page)
                .contains("All hours are in the time zone of Berlin (Central European Time)")
                .contains("name=\"from-mon\" value=\"09:00\"", "name=\"to-mon\" value=\"12:00\"")
                .contains("name=\"from-fri\" value=\"22:00\"", "name=\"to-fri\" value=\"02:00\"", "until Saturday")
                .contains("What mentees see");
        assertThat(page).containsPattern("value=\"mon\" checked").doesNotContainPattern("value=\"wed\" checked");
    }

    @Test
    void followsTheClockAndTheFirstDayThatWereChosen() {
        var page = given().cookie("language", "en-GB-u-fw-sun-hc-h12").get(PAGE).asString();

        assertThat(page)
                .containsSubsequence("id=\"day-sun\"", "id=\"day-mon\"", "id=\"day-sat\"")
                .containsPattern("aria-label=\"Sunday, 1:00.pm – 1:30.pm\"");
    }

    @Test
    void previewsInTheZoneThatIsAskedFor() {
        var page = given().get(PAGE + "?see=Asia/Tokyo").asString();

        assertThat(page).contains("<option value=\"Asia/Tokyo\" selected>", "in Tokyo (Japan Standard Time, GMT+9)");
        assertThat(StubApi.asked())
                .anyMatch(asked -> asked.uri().contains("/slots?mentor_id=" + Samples.ADA)
                        && asked.uri().contains("time_zone=Asia%2FTokyo"));
    }

    @Test
    void savesTheDifferenceAlone() {
        record201();

        var answer = send(week().formParam("form_key", "key-1")
                .formParam("on", "mon", "tue", "wed")
                .formParam("from-mon", "09:00", "14:00")
                .formParam("to-mon", "12:00", "00:00")
                .formParam("from-tue", "10:00")
                .formParam("to-tue", "11:30")
                .formParam("from-wed", "22:00")
                .formParam("to-wed", "02:00"));

        assertThat(answer.statusCode()).isEqualTo(303);
        var changed = asked("PUT");
        assertThat(changed).singleElement().satisfies(put -> {
            assertThat(put.uri()).endsWith("/availability/rules/" + Samples.id(2));
            assertThat(put.headers()).containsEntry("if-match", "\"2\"");
            assertThat(put.body()).contains("T10:00", "T11:30", "FREQ=WEEKLY;BYDAY=TU");
        });
        assertThat(asked("POST").stream().map(StubApi.Asked::body))
                .anyMatch(body -> body.contains("BYDAY=MO") && body.contains("T14:00") && body.contains("T00:00"))
                .anyMatch(body -> body.contains("BYDAY=WE") && body.contains("T22:00") && body.contains("T02:00"))
                .hasSize(2);
        assertThat(asked("POST"))
                .extracting(post -> post.headers().get("idempotency-key"))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("key-1-"));
        assertThat(asked("DELETE"))
                .singleElement()
                .satisfies(deleted -> assertThat(deleted.uri()).endsWith("/rules/" + Samples.id(3)));
    }

    @Test
    void savesNothingWhereNothingChanged() {
        var answer = send(asItIs(week()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void marksBothWindowsThatOverlapAlsoAcrossMidnight() {
        var answer = send(week().formParam("on", "sun", "mon")
                .formParam("from-sun", "22:00")
                .formParam("to-sun", "02:00")
                .formParam("from-mon", "01:00")
                .formParam("to-mon", "03:00"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("<title>Error: Availability")
                .contains("<a href=\"#from-sun-0\">Sunday: Overlaps", "<a href=\"#from-mon-0\">Monday: Overlaps");
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void addsRemovesAndCopiesWithoutSaving() {
        var added = send(asItIs(week()).formParam("do", "add.mon"), PAGE + "/edit");
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.asString())
                .contains("name=\"from-mon\" value=\"13:00\" aria-describedby=\"say-mon-1\" autofocus", "data-changed");

        var copied =
                send(asItIs(week()).formParam("copy-mon", "wed", "thu").formParam("do", "copy.mon"), PAGE + "/edit");
        assertThat(copied.asString())
                .contains("name=\"from-wed\" value=\"09:00\"", "name=\"from-thu\" value=\"09:00\"")
                .containsPattern("value=\"thu\" checked")
                .contains("Monday was copied to 2 days.");

        var removed = send(asItIs(week()).formParam("do", "remove.mon.0"), PAGE + "/edit");
        assertThat(removed.asString())
                .doesNotContainPattern("name=\"on\" value=\"mon\" checked")
                .contains("name=\"from-mon\" value=\"09:00\"");
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void paintsPartsOfDaysAndSplitsAcrossMidnight() {
        var added = send(asItIs(week()).formParam("do", "paint.mon,wed.660.780.on"), PAGE + "/edit")
                .asString();
        assertThat(added)
                .contains("name=\"to-mon\" value=\"13:00\"", "name=\"from-wed\" value=\"11:00\"")
                .contains("data-day=\"mon\" data-minute=\"750\" tabindex=\"-1\" aria-selected=\"true\"");

        var removed = send(asItIs(week()).formParam("do", "paint.sat.60.120.off"), PAGE + "/edit")
                .asString();
        assertThat(removed).contains("name=\"to-fri\" value=\"01:00\"");
    }

    @Test
    void showsBookedSessionsThatWouldBeOutsideBeforeItSaves() {
        StubApi.on(
                "GET",
                "/bookings",
                MentorSamples.list(
                        RequestSamples.booking(31, "confirmed", MentorSamples.nextMonday("10:00")),
                        RequestSamples.booking(32, "cancelled", MentorSamples.nextMonday("10:00"))));

        var asked = send(onlyTuesday(week()));

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.asString())
                .contains("1 booked session is outside of the new hours", "/bookings/" + Samples.id(31))
                .doesNotContain("/bookings/" + Samples.id(32));
        assertThat(asked("DELETE")).isEmpty();

        assertThat(send(onlyTuesday(week()).formParam("confirmed", "yes")).statusCode())
                .isEqualTo(303);
        assertThat(asked("DELETE")).hasSize(2);
    }

    @Test
    void keepsWhatWasTypedWhereSomebodyElseSavedInTheMeantime() {
        var stale = send(onlyTuesday(form()).formParam("rules", "older"));

        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.asString())
                .contains("Somebody changed this in the meantime", "What is saved now")
                .doesNotContainPattern("value=\"mon\" checked");
        assertThat(asked("DELETE")).isEmpty();
    }

    @Test
    void givesTheFormBackWhereNothingWasSavedYet() {
        var form = onlyTuesday(week()).formParam("confirmed", "yes");
        StubApi.refuse("DELETE", "/availability/rules/.*", 429, "too-many-requests");

        var answer = send(form);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.asString()).contains("Send again", "name=\"rules\"", "name=\"on\" value=\"tue\"");
    }

    @Test
    void saysSoWhereTheApiRefusesOnTheWay() {
        var form = onlyTuesday(week()).formParam("confirmed", "yes");
        StubApi.on("DELETE", "/availability/rules/.*", request -> {
            StubApi.on("GET", "/availability/rules", MentorSamples.list());
            StubApi.refuse("DELETE", "/availability/rules/.*", 503, "unavailable");
            return new Answer(204, "application/json", "");
        });

        var answer = send(form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("Only a part could be saved");
    }

    @Test
    void leavesRulesAloneThatAreMoreThanAWeek() {
        StubApi.on(
                "GET",
                "/availability/rules",
                MentorSamples.list(MentorSamples.rule(9, "MO;INTERVAL=2", java.time.DayOfWeek.MONDAY, "09:00", 60)));

        var page = given().get(PAGE).asString();

        assertThat(page).contains("Other recurring hours", "Every 2 weeks on Monday");
        assertThat(page).doesNotContainPattern("value=\"mon\" checked");
    }

    @Test
    void showsTheWeekWhereTheRestIsDown() {
        for (var part : List.of("/mentors/me", "/availability/windows", "/availability/overrides")) {
            StubApi.refuse("GET", part, 503, "unavailable");
        }

        assertThat(given().get(PAGE).then().statusCode(200).extract().asString())
                .contains("value=\"09:00\"", "cannot be shown just now");
    }

    @Test
    void tellsANewMentorToWait() {
        StubApi.refuse("GET", "/availability/settings", 409, "mentor-not-yet");

        assertThat(given().get(PAGE).asString()).contains("Your schedule is being prepared");
    }

    @Test
    @TestSecurity(user = "mia", roles = "mentee")
    void isForMentors() {
        assertThat(given().get(PAGE).statusCode()).isEqualTo(403);
    }

    private static void record201() {
        StubApi.on("POST", "/availability/(rules|windows)", request -> new Answer(201, "application/json", "{}"));
        StubApi.on("PUT", "/availability/rules/.*", "{}");
        StubApi.on("DELETE", "/availability/rules/.*", "{}");
    }

    private static RequestSpecification onlyTuesday(RequestSpecification form) {
        StubApi.on("DELETE", "/availability/rules/.*", "{}");
        return form.formParam("on", "tue").formParam("from-tue", "09:00").formParam("to-tue", "12:00");
    }

    private static RequestSpecification asItIs(RequestSpecification form) {
        return form.formParam("on", "mon", "tue", "fri")
                .formParam("from-mon", "09:00")
                .formParam("to-mon", "12:00")
                .formParam("from-tue", "09:00")
                .formParam("to-tue", "12:00")
                .formParam("from-fri", "22:00")
                .formParam("to-fri", "02:00");
    }

    private static RequestSpecification week() {
        return form().formParam("rules", VERSIONS);
    }
}
