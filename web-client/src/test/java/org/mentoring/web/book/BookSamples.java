package org.mentoring.web.book;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

/** What booking asks the API for. */
public final class BookSamples {

    public static final String LINUS = "0197c1e2-1d2c-7a10-8f00-000000000070";
    public static final String BOOK = "/mentors/" + Samples.ADA + "/book";
    public static final String BOOKING = Samples.id(80);
    private static final int HOUR = 3600;

    private BookSamples() {}

    /** The day that {@link #offer} is about: in some days, with a day after it in its month and one of its number in every month. */
    public static LocalDate day() {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        return day.getDayOfMonth() < 28 ? day : day.with(TemporalAdjusters.firstDayOfNextMonth());
    }

    /** On {@link #day()}. */
    public static Instant at(int hour) {
        return day().atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }

    public static List<Instant> usual() {
        return Stream.of(9, 10, 14, 15, 19).map(BookSamples::at).toList();
    }

    /** Ada's free times, of which each answer has those that it is asked for. */
    public static void offer(List<Instant> starts, boolean approval) {
        StubApi.on("GET", "/slots", request -> {
            var from = request.getParam("from") == null
                    ? Instant.now()
                    : OffsetDateTime.parse(request.getParam("from")).toInstant();
            var to = OffsetDateTime.parse(request.getParam("to")).toInstant();
            var items = new JsonArray();
            starts.stream()
                    .filter(start -> !start.isBefore(from) && start.isBefore(to))
                    .forEach(start -> items.add(slot(start)));
            return new StubApi.Answer(
                    200, "application/json", offered(items, approval).encode());
        });
    }

    static JsonObject offered(JsonArray items, boolean approval) {
        return new JsonObject()
                .put("mentor_id", Samples.ADA)
                .put("time_zone", "Europe/London")
                .put("items", items)
                .put("next_from", null)
                .put(
                        "session_types",
                        new JsonArray().add(type("Mentoring session", 60)).add(type("Quick question", 30)))
                .put("approval_required", approval)
                .put("booking_window_days", 120);
    }

    private static JsonObject type(String name, int minutes) {
        return new JsonObject().put("name", name).put("duration_minutes", minutes);
    }

    static JsonObject slot(Instant start) {
        return new JsonObject()
                .put("start_time", start.toString())
                .put("end_time", start.plusSeconds(HOUR).toString())
                .put("session_type", "Mentoring session");
    }

    /** @param until null for as far ahead as one can book */
    static JsonObject unavailable(String reason, Instant until) {
        return new JsonObject().put("reason", reason).put("until", until == null ? null : until.toString());
    }

    /** Nothing is free for as long as can be booked. */
    public static void offerNothing(String reason, Instant until) {
        StubApi.on("GET", "/slots", offered(new JsonArray(), false).put("unavailable", unavailable(reason, until)));
    }

    /** Every hold is taken, and none is there yet. */
    public static void holds(JsonObject... own) {
        StubApi.on("GET", "/slots/holds", page(own));
        StubApi.on(
                "POST",
                "/slots/holds",
                request ->
                        new StubApi.Answer(201, "application/json", hold(at(9)).encode()));
        StubApi.on("DELETE", "/slots/holds/.*", request -> new StubApi.Answer(204, "application/json", ""));
    }

    public static JsonObject hold(Instant start) {
        return slot(start)
                .put("id", Samples.id(90))
                .put("mentor_id", Samples.ADA)
                .put("expires_at", Instant.now().plus(5, ChronoUnit.MINUTES).toString());
    }

    public static JsonObject page(JsonObject... items) {
        return new JsonObject()
                .put("items", new JsonArray(Arrays.asList(items)))
                .put("next_cursor", null);
    }

    /** A booking of Linus with Ada. */
    public static JsonObject booking(Instant start, String status) {
        var confirmed = status.equals("confirmed");
        return new JsonObject()
                .put("id", BOOKING)
                .put("session_id", confirmed ? Samples.id(81) : null)
                .put("mentor_id", Samples.ADA)
                .put("mentor_name", "Ada Lovelace")
                .put("mentor_email", null)
                .put("mentor_time_zone", "Europe/London")
                .put("mentor_locale", "en-GB")
                .put("user_id", LINUS)
                .put("user_name", "Linus Torvalds")
                .put("user_email", null)
                .put("user_time_zone", "Asia/Kathmandu")
                .put("user_locale", "en-US")
                .put("start_time", start.toString())
                .put("end_time", start.plusSeconds(HOUR).toString())
                .put("session_type", "Mentoring session")
                .put("duration_minutes", 60)
                .put("meeting_url", confirmed ? "https://meet.example.org/ada-linus" : null)
                .put("status", status)
                .put("note", "How do I begin?")
                .put("sequence", 0)
                .put("version", 4)
                .put("created_at", Instant.now().minus(1, ChronoUnit.HOURS).toString())
                .put("changed_at", Instant.now().minus(1, ChronoUnit.HOURS).toString())
                .put(
                        "expires_at",
                        status.equals("pending")
                                ? start.minus(1, ChronoUnit.DAYS).toString()
                                : null)
                .put("changeable_until", null)
                .put("cancelled_by", null)
                .put("reason", null)
                .put("questions_asked", 0)
                .put("question_open", false)
                .put("questions", null)
                .put("proposal", null);
    }

    /** A request about which Ada has asked; the last answer may be null. */
    public static JsonObject asked(String... answers) {
        var questions = new JsonArray();
        var asked = Instant.now().minus(1, ChronoUnit.HOURS);
        for (var answer : answers) {
            questions.add(new JsonObject()
                    .put("question", "Which language do you write?\nAnd since when?")
                    .put("asked_at", asked.toString())
                    .put("answer", answer)
                    .put(
                            "answered_at",
                            answer == null ? null : asked.plusSeconds(60).toString()));
        }
        return booking(at(9), "pending")
                .put("questions_asked", answers.length)
                .put("question_open", Arrays.asList(answers).contains(null))
                .put("questions", questions);
    }

    /** The session of {@link #booking}. */
    public static JsonObject session(String status) {
        var start = Instant.now().minus(3, ChronoUnit.HOURS);
        return new JsonObject()
                .put("id", Samples.id(81))
                .put("booking_id", BOOKING)
                .put("mentor_id", Samples.ADA)
                .put("mentor_name", "Ada Lovelace")
                .put("mentee_id", LINUS)
                .put("mentee_name", "Linus Torvalds")
                .put("status", status)
                .put("start_time", start.toString())
                .put("end_time", start.plusSeconds(HOUR).toString())
                .put("created_at", start.toString())
                .put("version", 2);
    }

    /** As its mentee sees it. */
    public static JsonObject review(String session, int rating) {
        return new JsonObject()
                .put("id", Samples.id(85))
                .put("mentor_id", Samples.ADA)
                .put("session_id", session)
                .put("rating", rating)
                .put("feedback", "Clear and kind")
                .put("mentee_display_name", "Linus T.")
                .put("created_at", Instant.now().toString())
                .put("updated_at", null)
                .put("changeable_until", Instant.now().plus(30, ChronoUnit.DAYS).toString())
                .put("reply", null)
                .put("reply_at", null)
                .put("hidden", false)
                .put("hidden_reason", null)
                .put("withdrawn", false)
                .put("useful", 0)
                .put("version", 3);
    }
}
