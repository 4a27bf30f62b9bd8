package org.mentoring.web.admin;

import java.time.Instant;
import java.util.List;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;
import org.mentoring.web.agenda.SessionSamples;

/** What admins find. */
public final class AdminSamples {

    private AdminSamples() {}

    public static void stub() {
        StubApi.on(
                "GET", "/mentors/applications", page(application(11, "Grace Hopper"), application(12, "منى العطار")));
        // The page has all of them: one more page and it would ask for the next again and again.
        StubApi.on(
                "GET",
                "/expertise-tags",
                page(tag(21, "compilers", "compiler construction"), tag(22, "C & C++"), tag(23, "negotiation"))
                        .putNull("next_cursor"));
        StubApi.on("GET", "/reviews/reports", page(report(31, false), report(32, true)));
        StubApi.on(
                "GET",
                "/sessions",
                page(dispute(91, null), dispute(92, "mentee").put("mentee_name", "Without" + "aSpace".repeat(30))));
        StubApi.on("GET", "/notifications", page(AccountSamples.mail(61, "booking-confirmed", "failed", null)));
        StubApi.on("GET", "/notifications/dead-letters", page(letter()));
        StubApi.on("GET", "/notifications/dead-letters/" + Samples.id(41), letter());
        for (var service : List.of("users", "mentors", "reviews", "notifications")) {
            StubApi.on("GET", "/" + service + "/parked-events", page());
        }
        StubApi.on("GET", "/bookings/parked-events", page(event()));
        StubApi.on(
                "GET",
                "/reports",
                new JsonObject()
                        .put(
                                "items",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", "platform-report")
                                                .put("time_zone", "Europe/Vienna")
                                                .put("wanted", true)
                                                .put("last_sent_at", "2026-11-01T08:00:00Z")
                                                .put("next_due_at", "2026-12-01T08:00:00Z")
                                                .put("next_from", "2026-11-01")
                                                .put("next_to", "2026-11-30"))));
        StubApi.on("GET", "/users/erasures", page(erasure()));
    }

    static JsonObject page(JsonObject... items) {
        return new JsonObject()
                .put("items", new JsonArray(List.of(items)))
                .put("next_cursor", items.length == 0 ? null : "WyJuZXh0Il0");
    }

    private static JsonObject application(int id, String name) {
        return new JsonObject()
                .put("id", Samples.id(id))
                .put("user_id", Samples.id(id))
                .put("name", name)
                .put("email", "person-" + id + "@example.org")
                .put("created_at", "2026-11-15T18:20:31Z")
                .put("bio", "Compilers, and explaining them.")
                .put("linkedin", "https://www.linkedin.com/in/person")
                .put("status", "applied")
                .put("expertise", new JsonArray())
                .put("version", 1);
    }

    private static JsonObject tag(int id, String name, String... aliases) {
        return new JsonObject()
                .put("id", Samples.id(id))
                .put("name", name)
                .put("aliases", new JsonArray(List.of(aliases)))
                .put("created_at", "2026-11-15T18:20:31Z")
                .put("version", 4);
    }

    private static JsonObject report(int id, boolean hidden) {
        return new JsonObject()
                .put("review_id", Samples.id(id))
                .put("mentor_id", Samples.ADA)
                .put("rating", 1)
                .put("feedback", "Buy cheap watches at example.org!")
                .put("hidden", hidden)
                .put("reporter_id", Samples.id(99))
                .put("reason", "This is an advertisement.")
                .put("created_at", "2026-11-15T18:20:31Z");
    }

    /** The mentor reports that the mentee did not come, who objects. */
    private static JsonObject dispute(int id, String absentAsContested) {
        return SessionSamples.session(id, "no-show", Instant.parse("2026-11-15T18:20:31Z"))
                .put("absent", "mentee")
                .put("reported_by", "mentor")
                .put("reported_at", "2026-11-16T18:20:31Z")
                .put("contested_by", "mentee")
                .put("contested_at", "2026-11-16T19:20:31Z")
                .put("contested_absent", absentAsContested)
                .put("contest_reason", "I was there, and waited.");
    }

    private static JsonObject letter() {
        return new JsonObject()
                .put("id", Samples.id(41))
                .put("topic", "mentoring.bookings")
                .put("service", "review-service")
                .put("key", Samples.id(70))
                .put(
                        "headers",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "ce_type")
                                        .put("value", "org.mentoring.booking.confirmed.v1")
                                        .put("base64", null)))
                .put("payload", "{\"booking_id\":\"<b>1</b>\"}")
                .put("reason", "The field start_time is missing")
                .put("parked_at", "2026-11-15T18:20:31Z")
                .put("status", "parked")
                .put("replays", 1)
                .put("replay_of", null)
                .put("note", null)
                .put("settled_at", null);
    }

    private static JsonObject event() {
        return new JsonObject()
                .put("id", Samples.id(51))
                .put("topic", "mentoring.bookings")
                .put("type", "org.mentoring.booking.confirmed.v1")
                .put("subject", Samples.id(70))
                .put("aggregate_version", 3)
                .put("time", "2026-11-15T18:20:31Z")
                .put("size", 1_100_000)
                .put("reason", "The message is larger than the broker takes")
                .put("parked_at", "2026-11-15T18:20:31Z")
                .put("waiting", 2);
    }

    private static JsonObject erasure() {
        return new JsonObject()
                .put("user_id", Samples.id(81))
                .put("requested_by", "admin")
                .put("admin_id", Samples.id(82))
                .put("reason", "Asked for by letter")
                .put("requested_at", "2026-11-15T18:20:31Z")
                .put("completed_at", null)
                .put("identity_deleted_at", null)
                .put(
                        "acknowledgements",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("service", "mentor-service")
                                        .put("acknowledged_at", "2026-11-15T18:20:35Z")))
                .put("waiting_for", new JsonArray().add("review-service").add("identity-provider"));
    }
}
