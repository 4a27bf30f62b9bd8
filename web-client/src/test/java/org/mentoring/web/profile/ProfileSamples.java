package org.mentoring.web.profile;

import java.util.List;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

/** Answers of the API about topics, links, reviews and calendars of a mentor. */
public final class ProfileSamples {

    private ProfileSamples() {}

    public static void stub() {
        MentorSamples.stub();
        StubApi.on(
                "GET",
                "/expertise-tags",
                MentorSamples.list(tag(61, "compilers"), tag(62, "design", "UX", "UI"), tag(63, "C & C++")));
        StubApi.on(
                "GET",
                "/mentors/me/social-links",
                MentorSamples.list(new JsonObject()
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
