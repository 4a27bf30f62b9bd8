package org.mentoring.web.availability;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Answer;
import org.mentoring.web.WebForms;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Exceptions of the week: days off, other hours and extra hours. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class ExceptionsTest {

    private static final String PAGE = "/availability";
    private static final String EXCEPTIONS = PAGE + "/exceptions";
    private static final String KEY = "0197c1f0-6a3b-7d52-9c1e-4f2a8b6d0e11";
    private static final LocalDate DAY = LocalDate.now(MentorSamples.ZONE).plusDays(10);

    @BeforeEach
    void stub() {
        StubApi.reset();
        MentorSamples.stub();
        StubApi.on("POST", "/availability/overrides", request -> new Answer(201, "application/json", "{}"));
        outside();
    }

    @Test
    void listsAllExceptionsInTheOrderOfTheirDays() {
        assertThat(given().cookie("language", "en-GB").get(PAGE).asString())
                .containsSubsequence(
                        "Extra hours</span>",
                        ": 18:00–20:00</span>",
                        "action=\"/availability/exceptions/" + Samples.id(22) + "/remove\"",
                        "Off</span>",
                        "action=\"/availability/exceptions/windows/" + Samples.id(7) + "/remove\"",
                        "Other hours</span>",
                        ": 14:00–17:30, 20:00–00:00</span>",
                        "action=\"/availability/exceptions/" + Samples.id(21) + "/remove\"");
    }

    @Test
    void leavesOutExceptionsThatAreOver() {
        StubApi.on(
                "GET",
                "/availability/overrides",
                MentorSamples.list(
                        MentorSamples.override(23, "off", -9, -1), MentorSamples.override(24, "off", -9, 0)));

        assertThat(given().get(PAGE).asString())
                .doesNotContain(Samples.id(23) + "/remove")
                .contains(Samples.id(24) + "/remove");
    }

    @Test
    void savesARangeOfDaysWithSeveralWindowsInOneStep() {
        var answer = send(form("other-hours", 0, 6)
                .formParam("hours-from", "09:00", "", "22:00")
                .formParam("hours-to", "12:00", "", "02:00"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/availability#exceptions");
        assertThat(saved()).singleElement().satisfies(post -> {
            assertThat(new JsonObject(post.body()))
                    .isEqualTo(override("other-hours", 6, window("09:00", "12:00"), window("22:00", "02:00")));
            assertThat(post.headers()).containsEntry("idempotency-key", KEY);
        });
    }

    @Test
    void takesWholeDaysOffAndOneDayWithoutALast() {
        send(form("off", 0, 6));
        send(form("off").formParam("first", DAY.toString()).formParam("last", ""));
        send(form("extra-hours", 0, 0).formParam("hours-from", "00:00").formParam("hours-to", "00:00"));

        assertThat(saved().stream().map(post -> new JsonObject(post.body())))
                .containsExactly(
                        override("off", 6), override("off", 0), override("extra-hours", 0, window("00:00", "00:00")));
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasTyped() {
        var order = send(form("other-hours", 0, -5)
                .formParam("hours-from", "09:00", "10:00", "14:00")
                .formParam("hours-to", "12:00", "11:00", ""));

        assertThat(order.statusCode()).isEqualTo(422);
        assertThat(order.asString())
                .contains(
                        "The last day is before the first one.",
                        "<a href=\"#hours-from-1\">Overlaps with other hours.",
                        "<a href=\"#hours-from-2\">Give both times",
                        "name=\"hours-from\" value=\"10:00\"",
                        "value=\"" + DAY + "\"")
                .containsPattern("value=\"other-hours\" checked");
        assertThat(send(form("extra-hours", 0, 0)).asString()).contains("<a href=\"#hours-from-0\">Give both times");
        assertThat(send(form("off", 0, 366)).asString()).contains("At most 366 days at once.");
        assertThat(send(form("off", -20, -11)).asString()).contains("These days are over.");
        assertThat(send(form("off").formParam("first", DAY.toString()).formParam("last", "soon"))
                        .asString())
                .contains("<a href=\"#last\">Give a day.");
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void asksBeforeBookedSessionsAreLeftOutside() {
        StubApi.on(
                "GET",
                "/bookings",
                MentorSamples.list(
                        RequestSamples.booking(31, "confirmed", MentorSamples.nextMonday("10:00")),
                        RequestSamples.booking(32, "confirmed", MentorSamples.nextMonday("14:00"))));
        outside(Samples.id(31));
        var hours = form("other-hours", 0, 0).formParam("hours-from", "14:00").formParam("hours-to", "16:00");

        var asked = send(hours);

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.asString())
                .contains("1 booked session is outside of the new hours", "/bookings/" + Samples.id(31))
                .contains("Save all the same", "name=\"hours-from\" value=\"14:00\"")
                .doesNotContain("/bookings/" + Samples.id(32));
        assertThat(saved()).isEmpty();
        assertThat(StubApi.asked())
                .filteredOn(one -> one.uri().endsWith("/overrides/check"))
                .singleElement()
                .satisfies(check -> assertThat(new JsonObject(check.body()))
                        .isEqualTo(override("other-hours", 0, window("14:00", "16:00"))));
        assertThat(send(form("off", 0, 0)).asString()).contains("1 booked session is in this time");

        var confirmed = send(form("other-hours", 0, 0)
                .formParam("hours-from", "14:00")
                .formParam("hours-to", "16:00")
                .formParam("confirmed", "yes"));
        assertThat(confirmed.statusCode()).isEqualTo(303);
        assertThat(saved()).hasSize(1);
    }

    @Test
    void addsAndRemovesWindowsWithoutSaving() {
        var added = form("other-hours", 0, 6)
                .formParam("hours-from", "09:00")
                .formParam("hours-to", "12:00")
                .formParam("do", "add")
                .post(EXCEPTIONS + "/edit")
                .asString();
        assertThat(added)
                .contains("name=\"hours-from\" value=\"09:00\"", "A window was added.", "value=\"" + DAY + "\"")
                .containsPattern("id=\"hours-from-1\"[^>]* autofocus")
                .containsPattern("value=\"other-hours\" checked");

        var removed = form("other-hours", 0, 6)
                .formParam("hours-from", "09:00", "14:00")
                .formParam("hours-to", "12:00", "16:00")
                .formParam("do", "remove.0")
                .post(EXCEPTIONS + "/edit")
                .asString();
        assertThat(removed)
                .contains("name=\"hours-from\" value=\"14:00\"", "A window was removed.")
                .doesNotContain("name=\"hours-from\" value=\"09:00\"");

        var many = form("other-hours", 0, 6).formParam("do", "remove.11");
        for (var hour = 8; hour < 20; hour++) {
            many.formParam("hours-from", "%02d:00".formatted(hour)).formParam("hours-to", "%02d:30".formatted(hour));
        }
        assertThat(many.post(EXCEPTIONS + "/edit").asString())
                .contains("id=\"hours-from-10\"")
                .doesNotContain("id=\"hours-from-11\"");
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void saysWhyTheApiRefuses() {
        StubApi.refuse("POST", "/availability/overrides/check", 422, "schedule-too-complex");

        var answer = send(form("off", 0, 3));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("value=\"" + DAY + "\"");
        assertThat(saved()).isEmpty();
    }

    @Test
    void givesTheFormBackWithItsKeyWhereItMaySucceedLater() {
        StubApi.refuse("POST", "/availability/overrides", 503, "unavailable");

        var answer = send(form("off", 0, 3));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.asString()).contains(KEY, DAY.toString());
    }

    @Test
    void removesAnExceptionAndTakesWhatIsGoneAsRemoved() {
        StubApi.on("DELETE", "/availability/(overrides|windows)/.*", "{\"bookings_outside\": []}");
        assertRemoved("/" + Samples.id(21), "/availability/overrides/" + Samples.id(21));
        assertRemoved("/windows/" + Samples.id(7), "/availability/windows/" + Samples.id(7));

        StubApi.refuse("DELETE", "/availability/(overrides|windows)/.*", 404, "not-found");
        assertRemoved("/" + Samples.id(21), "/availability/overrides/" + Samples.id(21));
        assertRemoved("/windows/" + Samples.id(7), "/availability/windows/" + Samples.id(7));
    }

    @Test
    void takesExceptionsIntoAccountWhereHoursOfTheWeekAreSaved() {
        var monday = LocalDate.ofInstant(MentorSamples.nextMonday("10:00"), MentorSamples.ZONE);
        StubApi.on(
                "GET",
                "/bookings",
                MentorSamples.list(RequestSamples.booking(31, "confirmed", MentorSamples.nextMonday("10:00"))));
        StubApi.on("DELETE", "/availability/rules/.*", "{}");
        assertThat(withoutHours().asString()).contains("/bookings/" + Samples.id(31));

        var days = (int) ChronoUnit.DAYS.between(LocalDate.now(MentorSamples.ZONE), monday);
        for (var exception : List.of(
                MentorSamples.override(23, "other-hours", days, days, "10:00", "11:00"),
                MentorSamples.override(23, "extra-hours", days, days, "09:30", "11:00"),
                MentorSamples.override(23, "other-hours", days, days, "14:00", "15:00"),
                MentorSamples.override(23, "off", days, days))) {
            StubApi.on("GET", "/availability/overrides", MentorSamples.list(exception));
            assertThat(withoutHours().statusCode()).as(exception.encode()).isEqualTo(303);
        }
    }

    private static Response withoutHours() {
        return page().formParam("rules", Samples.id(1) + ":1 " + Samples.id(2) + ":2 " + Samples.id(3) + ":3")
                .post(PAGE);
    }

    private static void assertRemoved(String path, String sent) {
        StubApi.asked().clear();
        var answer = page().post(EXCEPTIONS + path + "/remove");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/availability#exceptions");
        assertThat(StubApi.asked())
                .filteredOn(asked -> asked.method().equals("DELETE"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri()).endsWith(sent));
    }

    private static void outside(String... bookings) {
        var outside = new JsonArray();
        for (var booking : bookings) {
            outside.add(new JsonObject()
                    .put("id", booking)
                    .put("start_time", MentorSamples.nextMonday("10:00").toString())
                    .put("end_time", MentorSamples.nextMonday("11:00").toString()));
        }
        StubApi.on("POST", "/availability/overrides/check", new JsonObject().put("bookings_outside", outside));
    }

    private static List<StubApi.Asked> saved() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/overrides"))
                .toList();
    }

    private static JsonObject override(String kind, int last, JsonObject... windows) {
        return new JsonObject()
                .put("first_day", DAY.toString())
                .put("last_day", DAY.plusDays(last).toString())
                .put("kind", kind)
                .put("windows", new JsonArray(List.of(windows)));
    }

    private static JsonObject window(String start, String end) {
        return new JsonObject().put("start", start).put("end", end);
    }

    private static Response send(RequestSpecification form) {
        return form.post(EXCEPTIONS);
    }

    private static RequestSpecification form(String kind, int first, int last) {
        return form(kind)
                .formParam("first", DAY.plusDays(first).toString())
                .formParam("last", DAY.plusDays(last).toString());
    }

    private static RequestSpecification form(String kind) {
        return page().formParam("kind", kind).formParam("form_key", KEY);
    }

    private static RequestSpecification page() {
        return WebForms.filled(PAGE).redirects().follow(false);
    }
}
