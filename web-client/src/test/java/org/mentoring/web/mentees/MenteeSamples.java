package org.mentoring.web.mentees;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.json.JsonObject;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.agenda.SessionSamples;

/** Answers of the API about the mentees of a mentor. */
public final class MenteeSamples {

    private MenteeSamples() {}

    /** Two sessions with somebody who has written something, the latest at that time, and one with somebody who has not. */
    public static void stub(Instant last) {
        MentorSamples.stub();
        var held = List.of(
                SessionSamples.session(51, "completed", last),
                SessionSamples.session(52, "completed", last.minus(7, ChronoUnit.DAYS)),
                SessionSamples.session(53, "completed", last.minus(8, ChronoUnit.DAYS))
                        .put("mentee_id", Samples.id(82))
                        .put("mentee_name", "Grace Hopper"));
        var all = new ArrayList<>(held);
        all.add(SessionSamples.session(54, "cancelled", last.minus(9, ChronoUnit.DAYS)));
        StubApi.on(
                "GET",
                "/sessions",
                request -> new StubApi.Answer(
                        200,
                        "application/json",
                        MentorSamples.list((request.getParam("status") == null ? all : held).toArray(JsonObject[]::new))
                                .encode()));
        StubApi.on(
                "GET",
                "/mentees/" + Samples.id(81),
                new JsonObject()
                        .put("id", Samples.id(81))
                        .put("user_id", Samples.id(81))
                        .put("name", "Linus Tall")
                        .put("created_at", "2026-01-10T09:00:00Z")
                        .put("biography", "Learns how compilers work.")
                        .put("linkedin_url", "https://www.linkedin.com/in/linus")
                        .put("role", "mentee")
                        .put("version", 1));
    }
}
