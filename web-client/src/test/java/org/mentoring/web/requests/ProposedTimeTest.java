package org.mentoring.web.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.ClockChanges;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Which instant a proposed time of day is. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class ProposedTimeTest {

    private static final String FORM = "/requests/" + Samples.id(41) + "/propose";
    private static final LocalDate DAY = LocalDate.now().plusDays(30);

    @BeforeEach
    void stub() {
        StubApi.reset();
        RequestSamples.stub();
        StubApi.on(
                "POST",
                "/bookings/.*/propose",
                RequestSamples.booking(41, "pending", Instant.now()).put("warnings", new JsonArray()));
    }

    @Test
    void isInTheZoneThatTheFormWasShownInWhateverTheBrowserSaysSince() {
        assertThat(given().cookie("zone", "Asia/Tokyo").get(FORM).asString())
                .contains("name=\"zone\" value=\"Asia/Tokyo\"", "Times in Japan Standard Time");

        var answer = send("America/New_York", DAY.atTime(9, 30), "zone", "Asia/Tokyo");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(proposed())
                .containsExactly(
                        DAY.atTime(0, 30).toInstant(java.time.ZoneOffset.UTC).toString());
    }

    @Test
    void isRefusedWhereClocksSkipIt() {
        var skipped = ClockChanges.forward().getDateTimeBefore().plusMinutes(30);

        var answer = send("Europe/Berlin", skipped, "zone", "Europe/Berlin");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("skip this time on that day", "value=\"" + skipped.toLocalDate() + "\"")
                .containsPattern("id=\"time\"[^>]*aria-invalid=\"true\"");
        assertThat(proposed()).isEmpty();
    }

    @Test
    void isAskedForWhereClocksShowItTwice() {
        var twice = ClockChanges.back().getDateTimeAfter().plusMinutes(30);
        var second = ClockChanges.back().getInstant().plusSeconds(30 * 60);
        var first = second.minusSeconds(3600);

        var asked = send("Europe/Berlin", twice, "zone", "Europe/Berlin");

        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.asString())
                .contains("show this time twice", "href=\"#which-0\"")
                .contains("id=\"which-0\" name=\"which\" value=\"" + first)
                .contains("id=\"which-1\" name=\"which\" value=\"" + second)
                .contains("Central European Summer Time, GMT+2", "Central European Standard Time, GMT+1");
        for (var meant : List.of(first, second)) {
            assertThat(send("Europe/Berlin", twice, "zone", "Europe/Berlin", "which", meant.toString())
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(proposed()).containsExactly(first.toString(), second.toString());
    }

    private static Response send(String cookie, LocalDateTime time, String... fields) {
        var form = WebForms.filled("/requests")
                .redirects()
                .follow(false)
                .cookie("zone", cookie)
                .formParam("form_key", "key-1")
                .formParam("date", time.toLocalDate().toString())
                .formParam("time", time.toLocalTime().toString())
                .formParam("reason", "");
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(FORM);
    }

    private static List<String> proposed() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .map(asked -> new JsonObject(asked.body()).getString("start_time"))
                .toList();
    }
}
