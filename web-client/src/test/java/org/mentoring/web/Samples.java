package org.mentoring.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Answers of the API as the description shows them. */
public final class Samples {

    public static final String ADA = "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0101";

    private Samples() {}

    /** What the first page and a mentor's page ask for. */
    public static void stub() {
        var start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.DAYS);
        StubApi.on("GET", "/mentors", request -> {
            var wanted = request.params().getAll("id");
            var found = Stream.of(
                            mentor(ADA, "Ada Lovelace"),
                            mentor(id(2), "منى العطار"),
                            mentor(id(3), "O'Neil & <b>Sons</b>"))
                    .filter(mentor -> wanted.isEmpty() || wanted.contains(mentor.getString("id")))
                    .toArray(JsonObject[]::new);
            return new StubApi.Answer(200, "application/json", directory(found).encode());
        });
        StubApi.on("GET", "/mentors/" + ADA, mentor(ADA, "Ada Lovelace"));
        StubApi.on("GET", "/slots", slots(start));
        StubApi.on(
                "GET",
                "/ratings/.*",
                new JsonObject()
                        .put("mentor_id", ADA)
                        .put("count", 12)
                        .put("mean", 4.5)
                        .put("score", 4.4)
                        .put(
                                "histogram",
                                new JsonObject().put("5", 8).put("4", 3).put("1", 1))
                        .put("version", 3));
        StubApi.on("GET", "/reviews", reviews());
    }

    public static JsonObject directory(JsonObject... mentors) {
        return new JsonObject()
                .put("items", new JsonArray(List.of(mentors)))
                .put("next_cursor", "WyIyMDI3Il0")
                .put("total", mentors.length)
                .put(
                        "facets",
                        new JsonObject()
                                .put(
                                        "tags",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("name", "compilers")
                                                        .put("count", 2))
                                                .add(new JsonObject()
                                                        .put("name", "C & C++")
                                                        .put("count", 1)))
                                .put("languages", languages("en", 2, "ar", 1))
                                .put("ratings", ratings(3, 3, 2))
                                .put("free", free(2)));
    }

    /** How many are found who are free within a day and within a week. */
    public static JsonArray free(int week) {
        return new JsonArray()
                .add(new JsonObject().put("free_within", 1).put("count", 0))
                .add(new JsonObject().put("free_within", 7).put("count", week));
    }

    /** Each language followed by how many are found with it. */
    public static JsonArray languages(Object... counted) {
        var languages = new JsonArray();
        for (var i = 0; i < counted.length; i += 2) {
            languages.add(new JsonObject().put("language", counted[i]).put("count", counted[i + 1]));
        }
        return languages;
    }

    /** How many are found with 3, 4 and 4.5 stars. */
    public static JsonArray ratings(int three, int four, int more) {
        return new JsonArray()
                .add(new JsonObject().put("min_rating", 3).put("count", three))
                .add(new JsonObject().put("min_rating", 4).put("count", four))
                .add(new JsonObject().put("min_rating", 4.5).put("count", more));
    }

    public static JsonObject mentor(String id, String name) {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put(
                        "bio",
                        "Wrote the first program that was published. Talks about careers, numbers and writing for people who begin.")
                .put("profile_image_url", null)
                .put(
                        "expertise",
                        new JsonArray().add("compilers").add("mathematics").add("writing"))
                .put(
                        "social_links",
                        new JsonArray()
                                .add(new JsonObject().put("platform", "github").put("url", "https://github.com/ada")))
                .put("language", "en")
                .put("rating_mean", 4.5)
                .put("rating_count", 12)
                .put("next_free_at", null);
    }

    public static JsonObject slots(Instant start) {
        var items = new JsonArray();
        for (var hour = 0; hour < 6; hour++) {
            items.add(new JsonObject()
                    .put("start_time", start.plus(hour, ChronoUnit.HOURS).toString())
                    .put("end_time", start.plus(hour + 1, ChronoUnit.HOURS).toString())
                    .put("session_type", "Mentoring session"));
        }
        return new JsonObject()
                .put("mentor_id", ADA)
                .put("time_zone", "UTC")
                .put("items", items)
                .put("next_from", null)
                .put("booking_window_days", 60);
    }

    private static JsonObject reviews() {
        return new JsonObject()
                .put(
                        "items",
                        new JsonArray()
                                .add(review(5, "Clear, patient, and to the point.", "Thank you, it was a pleasure."))
                                .add(review(4, "Good hints, a little short.", null)))
                .put("next_cursor", null);
    }

    private static JsonObject review(int rating, String text, String reply) {
        return new JsonObject()
                .put("id", id(40 + rating))
                .put("mentor_id", ADA)
                .put("rating", rating)
                .put("feedback", text)
                .put("mentee_display_name", "Linus T.")
                .put("created_at", "2026-02-15T18:20:31Z")
                .put("updated_at", "2026-02-15T18:20:31Z")
                .put("reply", reply)
                .put("reply_at", reply == null ? null : "2026-03-01T09:00:00Z")
                .put("useful", 1)
                .put("version", 1);
    }

    public static String id(int number) {
        return "0197c1e2-1d2c-7a10-8f00-%012d".formatted(number);
    }
}
