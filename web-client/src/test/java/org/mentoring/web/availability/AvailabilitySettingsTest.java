package org.mentoring.web.availability;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.availability.AvailabilityForms.PAGE;
import static org.mentoring.web.availability.AvailabilityForms.asked;
import static org.mentoring.web.availability.AvailabilityForms.form;
import static org.mentoring.web.availability.AvailabilityForms.send;

/** The settings of a mentor's availability, with the kinds of sessions. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class AvailabilitySettingsTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        MentorSamples.stub();
    }

    @Test
    void changesSettingsOfTheVersionThatWasRead() {
        StubApi.on(
                "PUT",
                "/availability/settings",
                MentorSamples.settings()
                        .put("bookings_outside", new io.vertx.core.json.JsonArray())
                        .put("bookings_of_old_types", new io.vertx.core.json.JsonArray()));

        var answer = send(settings().formParam("type-minutes", "٤٥"), PAGE + "/settings");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(asked("PUT")).singleElement().satisfies(put -> {
            assertThat(put.headers()).containsEntry("if-match", "\"5\"");
            assertThat(new JsonObject(put.body()))
                    .isEqualTo(MentorSamples.settings()
                            .put("most_per_day", null)
                            .put("most_per_week", 9)
                            .put(
                                    "session_types",
                                    new io.vertx.core.json.JsonArray()
                                            .add(new JsonObject()
                                                    .put("name", "Chat")
                                                    .put("duration_minutes", 45)
                                                    .put("buffer_before_minutes", 0)
                                                    .put("buffer_after_minutes", 15))));
        });
    }

    @Test
    void showsSettingsThatSomebodyElseSavedBesideThoseThatWereFilledIn() {
        StubApi.refuse("PUT", "/availability/settings", 412, "stale-version");
        StubApi.on(
                "GET",
                "/availability/settings",
                request -> new Answer(
                        200, "application/json", MentorSamples.settings().encode(), Map.of("ETag", "\"6\"")));

        var answer = send(settings().formParam("type-minutes", "45"), PAGE + "/settings");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("Somebody changed this in the meantime", "<dt>Most sessions a week</dt>", "<bdi>9</bdi>")
                .contains("Chat: 0 + 45 minutes + 15", "name=\"version\" value=\"&quot;6&quot;\"")
                .doesNotContain("<dt>Most moves of one session</dt>");
    }

    @Test
    void keepsSettingsThatAreWrongAndSaysWhere() {
        var answer = send(
                settings().formParam("type-minutes", "a lot").formParam("meeting", "ftp://room"), PAGE + "/settings");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("value=\"a lot\"", "Give a number from 5 to 1,440.", "The link begins with https://.");
        assertThat(asked("PUT")).isEmpty();
    }

    @Test
    void addsAKindOfSessionWithoutSaving() {
        var answer =
                send(settings().formParam("type-minutes", "45").formParam("do", "add-type"), PAGE + "/settings/edit");

        assertThat(answer.asString()).contains("id=\"type-name-1\"", "autofocus", "value=\"Chat\"");
    }

    private static RequestSpecification settings() {
        return form().formParam("version", "\"5\"")
                .formParam("type-name", "Chat")
                .formParam("type-before", "0")
                .formParam("type-after", "15")
                .formParam("interval", "30")
                .formParam("notice", "240")
                .formParam("change_notice", "0")
                .formParam("window_days", "60")
                .formParam("per_day", "")
                .formParam("per_week", "٩")
                .formParam("standing", "3")
                .formParam("changes", "6")
                .formParam("moves", "5")
                .formParam("time_zone", "Berlin");
    }
}
