package org.mentoring.web.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import io.vertx.core.json.JsonObject;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

/** Answers of the API about sessions of a mentor. */
public final class SessionSamples {

    private SessionSamples() {}

    /** Sessions of this week, one of which is over. */
    public static void stub() {
        MentorSamples.stub();
        var noon = LocalDate.now(MentorSamples.ZONE)
                .atTime(12, 0)
                .atZone(MentorSamples.ZONE)
                .toInstant();
        StubApi.on(
                "GET",
                "/sessions",
                MentorSamples.list(
                        session(51, "completed", Instant.now().minus(2, ChronoUnit.HOURS)),
                        session(52, "upcoming", noon.plus(1, ChronoUnit.DAYS)),
                        session(53, "cancelled", noon.plus(1, ChronoUnit.DAYS).plus(3, ChronoUnit.HOURS))));
        StubApi.on(
                "GET",
                "/sessions/" + Samples.id(51),
                session(51, "completed", Instant.now().minus(2, ChronoUnit.HOURS)));
    }

    public static JsonObject session(int number, String status, Instant start) {
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("booking_id", Samples.id(number + 10))
                .put("mentor_id", Samples.ADA)
                .put("mentor_name", "Ada Lovelace")
                .put("mentee_id", Samples.id(81))
                .put("mentee_name", "Linus Tall")
                .put("status", status)
                .put("start_time", start.toString())
                .put("end_time", start.plus(1, ChronoUnit.HOURS).toString())
                .put("created_at", "2026-01-10T09:00:00Z")
                .put("version", 1);
    }
}
