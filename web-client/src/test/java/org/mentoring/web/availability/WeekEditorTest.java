package org.mentoring.web.availability;

import java.time.DayOfWeek;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Hours that are changed in two places at once, and how rules and hours are said. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class WeekEditorTest {

    private static final String PAGE = "/availability";
    private static final String NOW = Samples.id(1) + ":1 " + Samples.id(2) + ":2 " + Samples.id(3) + ":3";

    @BeforeEach
    void stub() {
        StubApi.reset();
        MentorSamples.stub();
    }

    @Test
    void noticesWhatWasSavedElsewhereAlsoAfterWrongHoursWereCorrected() {
        var wrong = filledBefore()
                .formParam("from-tue", "09:00", "11:00")
                .formParam("to-tue", "12:00", "13:00")
                .post(PAGE);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("name=\"rules\" value=\"before\"", "Overlaps");

        var step = filledBefore()
                .formParam("from-tue", "09:00")
                .formParam("to-tue", "12:00")
                .formParam("do", "add.wed")
                .post(PAGE + "/edit");
        assertThat(step.asString()).contains("name=\"rules\" value=\"before\"");

        var corrected = filledBefore()
                .formParam("from-tue", "09:00")
                .formParam("to-tue", "13:00")
                .post(PAGE);
        assertThat(corrected.statusCode()).isEqualTo(422);
        // Who has seen the other hours saves over them knowingly.
        assertThat(corrected.asString()).contains("What is saved now", "name=\"rules\" value=\"" + NOW);
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void refusesMoreWindowsADayThanItShows() {
        var answer = windowsOnTuesday(9).post(PAGE);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("<a href=\"#from-tue-8\">Tuesday: At most 8 windows a day.", "id=\"from-tue-8\"")
                .doesNotContain("<a href=\"#from-tue-7\">");
        var removed = windowsOnTuesday(12).formParam("do", "remove.tue.11").post(PAGE + "/edit");
        assertThat(removed.asString()).contains("id=\"from-tue-10\"").doesNotContain("id=\"from-tue-11\"");
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void leavesADayAsItIsWhereMarkingWouldMakeTooManyWindows() {
        var marked = windowsOnTuesday(8).formParam("do", "paint.mon,tue.30.60.off");
        assertThat(marked.post(PAGE + "/edit").asString())
                .contains("Tuesday was left as it is: At most 8 windows a day.", "name=\"to-tue\" value=\"08:30\"")
                .doesNotContain("Monday was left");
        var freed = windowsOnTuesday(8).formParam("do", "paint.tue.0.90.off");
        assertThat(freed.post(PAGE + "/edit").asString())
                .contains("id=\"from-tue-6\"")
                .doesNotContain("id=\"from-tue-7\"", "left as it is");
    }

    @Test
    void keepsMarkedHoursAfterMidnightOnTheirDay() {
        assertThat(friday("22:00", "06:00", "paint.sat.60.120.off"))
                .contains("name=\"from-fri\" value=\"22:00\"", "name=\"to-fri\" value=\"01:00\"")
                .contains("name=\"from-sat\" value=\"02:00\"", "name=\"to-sat\" value=\"06:00\"");
        assertThat(friday("22:00", "06:00", "paint.fri.0.1440.on"))
                .contains("name=\"from-fri\" value=\"00:00\"", "name=\"to-fri\" value=\"00:00\"")
                .contains("name=\"from-sat\" value=\"00:00\"", "name=\"to-sat\" value=\"06:00\"");
    }

    private static String friday(String from, String to, String step) {
        return WebForms.filled(PAGE)
                .formParam("on", "fri")
                .formParam("from-fri", from)
                .formParam("to-fri", to)
                .formParam("do", step)
                .post(PAGE + "/edit")
                .asString();
    }

    /** The first from 00:00 to 01:30, and one from each hour after it on. */
    private static RequestSpecification windowsOnTuesday(int count) {
        var form = filledBefore();
        for (var hour = 1; hour <= count; hour++) {
            form.formParam("from-tue", hour == 1 ? "00:00" : "%02d:00".formatted(hour))
                    .formParam("to-tue", "%02d:30".formatted(hour));
        }
        return form;
    }

    @Test
    void saysTheHoursOfElsewhereOnTheReadersClock() {
        assertThat(stale("en-US")).contains("Monday: 9:00\u00A0AM–12:00\u00A0PM", "Friday: 10:00\u00A0PM–2:00\u00A0AM");
        assertThat(stale("en-GB")).contains("Monday: 09:00–12:00");
        assertThat(stale("ar-EG")).contains("٩:٠٠");
    }

    @Test
    void saysInWordsHowOtherRulesRepeat() {
        StubApi.on(
                "GET",
                "/availability/rules",
                MentorSamples.list(
                        MentorSamples.rule(9, "TU,MO;INTERVAL=2", DayOfWeek.MONDAY, "09:00", 60),
                        MentorSamples.rule(10, "MO;UNTIL=20990101T000000Z", DayOfWeek.MONDAY, "09:00", 60),
                        once()));

        var page = given().cookie("language", "en-GB").get(PAGE).asString();

        assertThat(page)
                .contains("Every 2 weeks on Monday and Tuesday, since Monday", "Custom repetition, since Monday")
                .containsPattern("Once: Monday[^<]*09:00 \\(Central European")
                .doesNotContain("FREQ=", "INTERVAL");
    }

    private static JsonObject once() {
        return MentorSamples.rule(11, "MO", DayOfWeek.MONDAY, "09:00", 60).put("recurrence", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+05:00", "UTC+3", "Z"})
    void takesNoDistanceFromUtcForAZone(String offset) {
        assertThat(given().queryParam("see", offset).get(PAGE).statusCode()).isEqualTo(200);
        assertThat(given().cookie("zone", offset).get(PAGE).statusCode()).isEqualTo(200);
        assertThat(StubApi.asked())
                .filteredOn(asked -> asked.uri().contains("/slots"))
                .isNotEmpty()
                .allMatch(asked -> asked.uri().contains("time_zone=Europe%2FBerlin"));
    }

    @Test
    void countsBookingsOnOldTermsInThePersonsOwnWay() {
        assertThat(savedWithOld(1, "en"))
                .contains("1 upcoming session was booked on other terms, which still apply to it.");
        assertThat(savedWithOld(3, "en"))
                .contains("3 upcoming sessions were booked on other terms, which still apply to them.");
        assertThat(savedWithOld(3, "ar-EG")).contains("٣ جلسات");
    }

    private static String savedWithOld(int count, String language) {
        var old = new JsonArray();
        for (var i = 0; i < count; i++) {
            old.add(RequestSamples.booking(20 + i, "confirmed", MentorSamples.nextMonday("10:00")));
        }
        StubApi.on(
                "PUT",
                "/availability/settings",
                MentorSamples.settings()
                        .put("bookings_outside", new JsonArray())
                        .put("bookings_of_old_types", old));
        var saved = WebForms.filled(PAGE)
                .redirects()
                .follow(false)
                .formParam("version", "\"5\"")
                .formParam("type-name", "Chat")
                .formParam("type-minutes", "45")
                .formParam("type-before", "0")
                .formParam("type-after", "15")
                .formParam("interval", "30")
                .formParam("notice", "240")
                .formParam("change_notice", "0")
                .formParam("window_days", "60")
                .formParam("standing", "3")
                .formParam("changes", "6")
                .formParam("moves", "5")
                .formParam("time_zone", "Europe/Berlin")
                .post(PAGE + "/settings");
        return given().cookie("flash", saved.getCookie("flash"))
                .cookie("language", language)
                .get(PAGE + "/settings")
                .asString();
    }

    private static String stale(String language) {
        return filledBefore()
                .cookie("language", language)
                .formParam("from-tue", "09:00")
                .formParam("to-tue", "13:00")
                .post(PAGE)
                .asString();
    }

    /** A form from before somebody saved other hours elsewhere. */
    private static RequestSpecification filledBefore() {
        return WebForms.filled(PAGE)
                .redirects()
                .follow(false)
                .formParam("rules", "before")
                .formParam("on", "tue");
    }
}
