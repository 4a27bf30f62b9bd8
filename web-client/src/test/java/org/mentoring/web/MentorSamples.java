package org.mentoring.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Answers of the API about a mentor, for the pages that mentors see. */
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

    public static JsonObject booking(int number, String status, Instant start) {
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("session_id", null)
                .put("mentor_id", Samples.ADA)
                .put("mentor_name", "Ada Lovelace")
                .put("mentor_email", null)
                .put("mentor_time_zone", ZONE.getId())
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

    public static JsonObject list(JsonObject... items) {
        return new JsonObject().put("items", new JsonArray(List.of(items))).put("next_cursor", null);
    }

    /** Two requests and a session that the mentee asks to move, for the page of the requests. */
    public static void stubRequests() {
        stub();
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
                                    ? list(first, second, over)
                                    : "confirmed".equals(status) ? list(moving) : list())
                            .encode());
        });
        StubApi.on("GET", "/bookings/" + Samples.id(41), first);
    }

    /** Sessions of this week, one of which is over. */
    public static void stubSessions() {
        stub();
        var noon = LocalDate.now(ZONE).atTime(12, 0).atZone(ZONE).toInstant();
        StubApi.on(
                "GET",
                "/sessions",
                list(
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

    /** Two sessions with somebody who has written something, the latest at that time, and one with somebody who has not. */
    public static void stubMentees(Instant last) {
        stub();
        var held = List.of(
                session(51, "completed", last),
                session(52, "completed", last.minus(7, ChronoUnit.DAYS)),
                session(53, "completed", last.minus(8, ChronoUnit.DAYS))
                        .put("mentee_id", Samples.id(82))
                        .put("mentee_name", "Grace Hopper"));
        var all = new ArrayList<>(held);
        all.add(session(54, "cancelled", last.minus(9, ChronoUnit.DAYS)));
        StubApi.on(
                "GET",
                "/sessions",
                request -> new StubApi.Answer(
                        200,
                        "application/json",
                        list((request.getParam("status") == null ? all : held).toArray(JsonObject[]::new))
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

    /** Topics, links, reviews and calendars. */
    public static void stubProfile() {
        stub();
        StubApi.on(
                "GET",
                "/expertise-tags",
                list(tag(61, "compilers"), tag(62, "design", "UX", "UI"), tag(63, "C & C++")));
        StubApi.on(
                "GET",
                "/mentors/me/social-links",
                list(new JsonObject()
                        .put("id", Samples.id(71))
                        .put("platform", "github")
                        .put("url", "https://github.com/ada")
                        .put("position", 0)
                        .put("version", 2)));
        StubApi.on(
                "GET",
                "/calendars",
                new JsonObject()
                        .put(
                                "items",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("id", Samples.id(91))
                                                .put("provider", "google")
                                                .put("state", "expired-grant")
                                                .put("scopes", new JsonArray())
                                                .put("connected_at", "2026-01-10T09:00:00Z")
                                                .put("last_read_at", "2026-11-10T09:00:00Z")
                                                .put("version", 1)))
                        .put("offered", new JsonArray().add("google").add("microsoft")));
    }

    private static JsonObject tag(int number, String name, String... aliases) {
        return new JsonObject()
                .put("id", Samples.id(number))
                .put("name", name)
                .put("aliases", new JsonArray(List.of(aliases)))
                .put("created_at", "2026-01-10T09:00:00Z")
                .put("version", 1);
    }
}
