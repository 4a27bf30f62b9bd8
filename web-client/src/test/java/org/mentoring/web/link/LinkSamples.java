package org.mentoring.web.link;

import java.time.Instant;

import io.vertx.core.json.JsonObject;
import org.mentoring.web.Samples;

import static org.mentoring.web.book.BookSamples.BOOKING;

/** What the API tells who holds the link of a mail. */
public final class LinkSamples {

    /** In the shape of a token; what it is worth, the API says. */
    public static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

    public static final String PAGE = "/bookings/" + BOOKING + "/link";
    public static final String OPENED = PAGE + "?token=" + TOKEN;

    private LinkSamples() {}

    public static JsonObject linked(String side, Instant start, String status) {
        return new JsonObject()
                .put("id", BOOKING)
                .put("side", side)
                .put("mentor_id", Samples.ADA)
                .put("other_name", side.equals("mentee") ? "Ada Lovelace" : "Linus Torvalds")
                .put("start_time", start.toString())
                .put("end_time", start.plusSeconds(3600).toString())
                .put("time_zone", "Asia/Kathmandu")
                .put("session_type", "Mentoring session")
                .put("status", status)
                .put("changeable_until", null)
                .put("cancelled_by", status.equals("cancelled") ? side : null)
                .put("cancelled_at", status.equals("cancelled") ? "2026-11-02T08:15:00Z" : null)
                .put("proposal", null);
    }

    public static JsonObject proposal(Instant start, String by) {
        return new JsonObject()
                .put("start_time", start.toString())
                .put("end_time", start.plusSeconds(3600).toString())
                .put("proposed_by", by);
    }
}
