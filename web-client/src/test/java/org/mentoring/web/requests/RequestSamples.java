package org.mentoring.web.requests;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.vertx.core.json.JsonObject;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

/** Answers of the API about what mentees ask of a mentor. */
public final class RequestSamples {

    private RequestSamples() {}

    /** Two requests and a session that the mentee asks to move, for the page of the requests. */
    public static void stub() {
        MentorSamples.stub();
        var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var first = booking(41, "pending", now.plus(30, ChronoUnit.HOURS))
                .put("expires_at", now.plus(20, ChronoUnit.HOURS).toString());
        var second = booking(42, "pending", now.plus(5, ChronoUnit.DAYS))
                .put("user_name", "منى العطار")
                .put("note", null)
                .put("questions_asked", 1)
                .put("question_open", true)
                .put("expires_at", now.plus(3, ChronoUnit.HOURS).toString());
        var over = booking(43, "pending", now.plus(6, ChronoUnit.DAYS))
                .put("expires_at", now.minus(1, ChronoUnit.MINUTES).toString());
        var proposed = now.plus(30, ChronoUnit.HOURS).plus(30, ChronoUnit.MINUTES);
        var moving = booking(44, "confirmed", now.plus(7, ChronoUnit.DAYS))
                .put("user_name", "Grace Hopper")
                .put(
                        "proposal",
                        new JsonObject()
                                .put("start_time", proposed.toString())
                                .put(
                                        "end_time",
                                        proposed.plus(1, ChronoUnit.HOURS).toString())
                                .put("proposed_by", "mentee")
                                .put(
                                        "expires_at",
                                        now.plus(25, ChronoUnit.HOURS).toString())
                                .put("reason", "My train is late that day."));
        StubApi.on("GET", "/bookings", request -> {
            var status = request.getParam("status");
            return new StubApi.Answer(
                    200,
                    "application/json",
                    ("pending".equals(status)
                                    ? MentorSamples.list(first, second, over)
                                    : "confirmed".equals(status) ? MentorSamples.list(moving) : MentorSamples.list())
                            .encode());
        });
        StubApi.on("GET", "/bookings/" + Samples.id(41), first);
    }

    public static JsonObject booking(int number, String status, Instant start) {
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("session_id", null)
                .put("mentor_id", Samples.ADA)
                .put("mentor_name", "Ada Lovelace")
                .put("mentor_email", null)
                .put("mentor_time_zone", MentorSamples.ZONE.getId())
                .put("mentor_locale", "en")
                .put("user_id", Samples.id(80 + number))
                .put("user_name", "Linus Tall")
                .put("user_email", null)
                .put("user_time_zone", "Asia/Tokyo")
                .put("user_locale", "en")
                .put("date", "2027-01-01")
                .put("time", "10:00")
                .put("start_time", start.toString())
                .put("end_time", start.plus(1, ChronoUnit.HOURS).toString())
                .put("session_type", "Mentoring session")
                .put("duration_minutes", 60)
                .put("buffer_before_minutes", 0)
                .put("buffer_after_minutes", 15)
                .put("change_notice_minutes", 0)
                .put("meeting_id", null)
                .put("meeting_url", null)
                .put("status", status)
                .put("note", "I would like to talk about my first job.")
                .put("sequence", 0)
                .put("version", 1)
                .put("created_at", "2026-01-10T09:00:00Z")
                .put("changed_at", "2026-01-10T09:00:00Z")
                .put("expires_at", null)
                .put("changeable_until", null)
                .put("cancelled_by", null)
                .put("reason", null)
                .put("questions_asked", 0)
                .put("question_open", false)
                .put("questions", null)
                .put("proposal", null);
    }
}
