package org.mentoring.local.demo;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.UnexpectedAnswerException;

/**
 * Enters the people of the local realm through the public API: three mentors with expertise, links and weekly rules in three
 * zones, and three mentees in three more. Entering them again changes nothing.
 */
public final class DemoData {

    /** How long before its start a session can no longer be booked. */
    static final Duration MINIMUM_NOTICE = Duration.ofHours(2);

    private static final Duration EVENT_TIMEOUT = Duration.ofSeconds(60);

    private static final List<Mentor> MENTORS = List.of(
            new Mentor(
                    "ada",
                    "Ada Lovelace",
                    "Europe/London",
                    "en-GB",
                    "I help people to think about what a program means before they write it, from first loops to formal methods.",
                    List.of("algorithms", "mathematics", "career"),
                    List.of(new Link("website", "https://en.wikipedia.org/wiki/Ada_Lovelace")),
                    new Week("MO,TU,WE,TH,FR", 9, 17)),
            new Mentor(
                    "grace",
                    "Grace Hopper",
                    "America/New_York",
                    "en-US",
                    "Compilers, standards, and how to get a good idea through a large organisation. Ask forgiveness, not permission.",
                    List.of("compilers", "leadership", "career"),
                    List.of(
                            new Link("website", "https://en.wikipedia.org/wiki/Grace_Hopper"),
                            new Link("youtube", "https://www.youtube.com/watch?v=ZR0ujwlvbkQ")),
                    new Week("TU,TH,SA", 8, 14)),
            new Mentor(
                    "alan",
                    "Alan Turing",
                    "Asia/Tokyo",
                    "en",
                    "Computability, cryptography and machines that learn. Bring a problem that you cannot put down.",
                    List.of("algorithms", "cryptography", "machine learning"),
                    List.of(new Link("website", "https://en.wikipedia.org/wiki/Alan_Turing")),
                    new Week("MO,WE,SU", 13, 20)));

    private static final List<Mentee> MENTEES = List.of(
            new Mentee(
                    "linus",
                    "Linus Torvalds",
                    "Asia/Kolkata",
                    "en-IN",
                    "I keep a kernel as a hobby and want to write better compilers' error messages."),
            new Mentee(
                    "margaret",
                    "Margaret Hamilton",
                    "Europe/Berlin",
                    "en-GB",
                    "I write flight software and look for advice on leading a team."),
            new Mentee(
                    "ken", "Ken Thompson", "America/Los_Angeles", "en-US", "I like small tools, and chess endings."));

    private static final Map<String, List<String>> ALIASES = Map.of(
            "algorithms", List.of("algos", "data structures"),
            "cryptography", List.of("crypto"),
            "machine learning", List.of("ML", "deep learning"),
            "mathematics", List.of("math", "maths"));

    private final Api api;

    private DemoData(Api api) {
        this.api = api;
    }

    private record Link(String platform, String url) {}

    /** Hours on the mentor's wall clock. */
    private record Week(String days, int from, int to) {}

    private record Mentor(
            String login,
            String name,
            String zone,
            String locale,
            String bio,
            List<String> expertise,
            List<Link> links,
            Week week) {}

    private record Mentee(String login, String name, String zone, String locale, String biography) {}

    /** {@code DEMO_DATA_DONE} names a file that exists once the data have been entered. */
    public static void main(String[] args) throws Exception {
        var done = Path.of(System.getenv("DEMO_DATA_DONE"));
        if (Files.exists(done)) {
            return;
        }
        try (var api = new Api(Addresses.from(System.getenv()))) {
            enter(api);
        } catch (UnexpectedAnswerException | UncheckedIOException e) {
            System.err.println("The demo data could not be entered: " + e.getMessage());
            System.exit(1);
        }
        Files.createDirectories(done.getParent());
        Files.writeString(done, "");
    }

    /** Enters what is missing. */
    static void enter(Api api) throws InterruptedException {
        new DemoData(api).enter();
    }

    private void enter() throws InterruptedException {
        var admin = api.as("admin");
        enterTags(admin);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Runnable>();
            MENTORS.forEach(mentor -> all.add(() -> enter(mentor, admin)));
            MENTEES.forEach(mentee -> all.add(() -> enter(mentee)));
            var entered = all.stream().map(people::submit).toList();
            for (var one : entered) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static void enterTags(Caller admin) {
        MENTORS.stream()
                .flatMap(mentor -> mentor.expertise().stream())
                .distinct()
                .forEach(tag -> admin.post("/api/v1/expertise-tags", """
                        {"name": "%s", "aliases": [%s]}
                        """.formatted(
                                        tag,
                                        ALIASES.getOrDefault(tag, List.of()).stream()
                                                .map(alias -> "\"" + alias + "\"")
                                                .collect(Collectors.joining(", "))))
                        .expect(201, 409));
    }

    private void enter(Mentee mentee) {
        var caller = api.as(mentee.login());
        enterAccount(caller, mentee.name(), mentee.zone(), mentee.locale());
        if (caller.get("/api/v1/mentees/me").status() != 200) {
            caller.send("PUT", "/api/v1/mentees/me", Map.of(), """
                    {"biography": "%s", "linkedin_url": null, "profile_image_url": null}
                    """.formatted(mentee.biography()))
                    .expect(201);
        }
    }

    private void enter(Mentor mentor, Caller admin) {
        var caller = api.as(mentor.login());
        enterAccount(caller, mentor.name(), mentor.zone(), mentor.locale());
        caller.post("/api/v1/mentors", """
                {"bio": "%s", "linkedin": null, "profile_image_url": null, "time_zone": "%s", "locale": "%s"}
                """.formatted(mentor.bio(), mentor.zone(), mentor.locale()))
                .expect(201, 409);
        var profile = caller.get("/api/v1/mentors/me").expect(200);
        var id = profile.json().required("id").asText();
        if (!profile.json().path("status").asText().equals("approved")) {
            admin.post("/api/v1/mentors/" + id + "/approve", null).expect(200, 409);
        }
        caller.put(
                        "/api/v1/mentors/me/expertise",
                        caller.get("/api/v1/mentors/me").expect(200),
                        """
                {"tags": ["%s"]}""".formatted(String.join("\", \"", mentor.expertise())))
                .expect(200);
        enterLinks(caller, mentor.links());
        enterAvailability(caller, mentor);
    }

    private static void enterAccount(Caller caller, String name, String zone, String locale) {
        var account = caller.get("/api/v1/users/me").expect(200, 201);
        if (!account.json().path("name").asText().equals(name)
                || !account.json().path("time_zone").asText().equals(zone)) {
            caller.put("/api/v1/users/me", account, """
                    {"name": "%s", "linkedin": null, "dob": null, "time_zone": "%s", "locale": "%s"}
                    """.formatted(name, zone, locale))
                    .expect(200);
        }
    }

    private static void enterLinks(Caller caller, List<Link> links) {
        var there = caller.get("/api/v1/mentors/me/social-links").expect(200).body();
        links.stream()
                .filter(link -> !there.contains(link.url()))
                .forEach(link -> caller.post(
                                "/api/v1/mentors/me/social-links",
                                "{\"platform\": \"%s\", \"url\": \"%s\"}".formatted(link.platform(), link.url()))
                        .expect(201));
    }

    private static void enterAvailability(Caller caller, Mentor mentor) {
        var settings = awaitMentorCopy(caller);
        caller.put("/api/v1/availability/settings", settings, """
                {"time_zone": "%s", "slot_interval_minutes": 30, "minimum_notice_minutes": %d, "booking_window_days": 60,
                 "most_standing_per_mentee": 100, "most_changes_per_mentee_and_day": 1000, "most_moves_per_booking": 100,
                 "session_types": [
                   {"name": "Mentoring session", "duration_minutes": 60, "buffer_before_minutes": 0, "buffer_after_minutes": 15},
                   {"name": "Quick question", "duration_minutes": 25, "buffer_before_minutes": 0, "buffer_after_minutes": 5}]}
                """.formatted(mentor.zone(), MINIMUM_NOTICE.toMinutes()))
                .expect(200);
        if (caller.get("/api/v1/availability/rules")
                .expect(200)
                .json()
                .path("items")
                .isEmpty()) {
            var first = firstDay(mentor);
            caller.post("/api/v1/availability/rules", """
                    {"start_time": "%s", "end_time": "%s",
                     "recurrence": {"time_zone": "%s", "rrule": "FREQ=WEEKLY;BYDAY=%s", "exdates": [], "rdates": []}}
                    """.formatted(
                            first.with(LocalTime.of(mentor.week().from(), 0)).toOffsetDateTime(),
                            first.with(LocalTime.of(mentor.week().to(), 0)).toOffsetDateTime(),
                            mentor.zone(),
                            mentor.week().days()))
                    .expect(201);
        }
    }

    private static ZonedDateTime firstDay(Mentor mentor) {
        return ZonedDateTime.now(ZoneId.of(mentor.zone())).truncatedTo(ChronoUnit.DAYS);
    }

    /** The booking service learns of a new mentor by an event, which takes a moment. */
    private static Answer awaitMentorCopy(Caller caller) {
        var end = System.nanoTime() + EVENT_TIMEOUT.toNanos();
        var settings = caller.get("/api/v1/availability/settings");
        while (settings.status() == 409 && System.nanoTime() < end) {
            pause();
            settings = caller.get("/api/v1/availability/settings");
        }
        return settings.expect(200);
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for news of a mentor", e);
        }
    }
}
