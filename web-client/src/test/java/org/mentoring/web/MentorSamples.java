package org.mentoring.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Answers of the API about a mentor and the hours of one, for the pages that mentors see. */
public final class MentorSamples {

    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private MentorSamples() {}

    /** What the page of the hours asks for: Monday and Tuesday, Friday night, a day off. */
    public static void stub() {
        Samples.stub();
        StubApi.on("GET", "/mentors/me", me("approved"));
        StubApi.on("GET", "/availability/settings", settings());
        StubApi.on(
                "GET",
                "/availability/rules",
                list(
                        rule(1, "MO", DayOfWeek.MONDAY, "09:00", 180),
                        rule(2, "TU", DayOfWeek.TUESDAY, "09:00", 180),
                        rule(3, "FR", DayOfWeek.FRIDAY, "22:00", 240)));
        StubApi.on("GET", "/availability/windows", list(window(7, "blocked", 20, 25)));
        StubApi.on(
                "GET",
                "/availability/overrides",
                list(
                        override(21, "other-hours", 30, 34, "14:00", "17:30", "20:00", "00:00"),
                        override(22, "extra-hours", 9, 9, "18:00", "20:00")));
        StubApi.on("GET", "/bookings", list());
    }

    public static JsonObject me(String status) {
        return new JsonObject()
                .put("id", Samples.ADA)
                .put("user_id", Samples.ADA)
                .put("name", "Ada Lovelace")
                .put("email", "ada@example.org")
                .put("created_at", "2026-01-10T09:00:00Z")
                .put("bio", "Wrote the first program that was published.")
                .put("linkedin", null)
                .put("profile_image_url", null)
                .put("role", "mentor")
                .put("status", status)
                .put("time_zone", ZONE.getId())
                .put("locale", "en")
                .put("rating_mean", 4.5)
                .put("rating_count", 12)
                .put("expertise", new JsonArray().add("compilers"))
                .put("version", 4);
    }

    public static JsonObject settings() {
        return new JsonObject()
                .put("time_zone", ZONE.getId())
                .put("own_time_zone", false)
                .put(
                        "session_types",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "Mentoring session")
                                        .put("duration_minutes", 60)
                                        .put("buffer_before_minutes", 0)
                                        .put("buffer_after_minutes", 15)))
                .put("slot_interval_minutes", 30)
                .put("minimum_notice_minutes", 240)
                .put("booking_window_days", 60)
                .put("approval_required", false)
                .put("most_per_day", 4)
                .put("most_per_week", null)
                .put("change_notice_minutes", 0)
                .put("most_standing_per_mentee", 3)
                .put("most_changes_per_mentee_and_day", 6)
                .put("most_moves_per_booking", 5)
                .put("meeting_url", null);
    }

    /** A rule that began some weeks ago. */
    public static JsonObject rule(int number, String days, DayOfWeek first, String from, int minutes) {
        var start = LocalDate.now(ZONE)
                .minusWeeks(3)
                .with(TemporalAdjusters.nextOrSame(first))
                .atTime(LocalTime.parse(from));
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("mentor_id", Samples.ADA)
                .put("start_time", start.atZone(ZONE).toInstant().toString())
                .put(
                        "end_time",
                        start.plusMinutes(minutes).atZone(ZONE).toInstant().toString())
                .put(
                        "recurrence",
                        new JsonObject()
                                .put("time_zone", ZONE.getId())
                                .put("rrule", "FREQ=WEEKLY;BYDAY=" + days)
                                .put("exdates", new JsonArray())
                                .put("rdates", new JsonArray()))
                .put("version", number);
    }

    /** Whole days, counted from today. */
    public static JsonObject window(int number, String status, int first, int last) {
        var today = LocalDate.now(ZONE);
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("mentor_id", Samples.ADA)
                .put(
                        "start_time",
                        today.plusDays(first).atStartOfDay(ZONE).toInstant().toString())
                .put(
                        "end_time",
                        today.plusDays(last + 1).atStartOfDay(ZONE).toInstant().toString())
                .put("status", status)
                .put("created_at", "2026-01-10T09:00:00Z")
                .put("version", 1);
    }

    /**
     * Days counted from today.
     *
     * @param clock where windows start and end, in turn
     */
    public static JsonObject override(int number, String kind, int first, int last, String... clock) {
        var today = LocalDate.now(ZONE);
        var windows = new JsonArray();
        for (var i = 0; i < clock.length; i += 2) {
            windows.add(new JsonObject().put("start", clock[i]).put("end", clock[i + 1]));
        }
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("mentor_id", Samples.ADA)
                .put("first_day", today.plusDays(first).toString())
                .put("last_day", today.plusDays(last).toString())
                .put("kind", kind)
                .put("windows", windows)
                .put("version", 1);
    }

    /** Next Monday at a time of the schedule's zone. */
    public static Instant nextMonday(String time) {
        return LocalDate.now(ZONE)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .atTime(LocalTime.parse(time))
                .atZone(ZONE)
                .toInstant();
    }

    public static JsonObject list(JsonObject... items) {
        return new JsonObject().put("items", new JsonArray(List.of(items))).put("next_cursor", null);
    }
}
