package org.mentoring.web.account;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

/** An account, and what belongs to it, as answers of {@link StubApi}. */
public final class AccountSamples {

    public static final String PERSON = Samples.ADA;

    private AccountSamples() {}

    public static void stub() {
        StubApi.on("GET", "/users/me", account("Asia/Calcutta"));
        StubApi.on("GET", "/bookings", bookings());
        StubApi.on("GET", "/notifications", mails());
        StubApi.on(
                "GET",
                "/notifications/preferences",
                request -> new StubApi.Answer(
                        200, "application/json", preferences().encode()));
    }

    public static JsonObject account(String zone) {
        return new JsonObject()
                .put("user_id", PERSON)
                .put("created_at", "2026-02-15T18:20:31Z")
                .put("name", "Ada Lovelace")
                .put("email", "ada@example.org")
                .put("mentor", false)
                .put("mentee", true)
                .put("linkedin", null)
                .put("dob", "1985-12-10")
                .put("time_zone", zone)
                .put("locale", "en-GB")
                .put("share_email", true)
                .put("version", 7);
    }

    /** An account that gets its zone by its first change. */
    public static void beginWithoutZone(String zone) {
        var changed = account(zone).put("version", 8);
        StubApi.on("GET", "/users/me", account(null));
        StubApi.on("PUT", "/users/me", request -> {
            StubApi.on("GET", "/users/me", changed);
            return new StubApi.Answer(200, "application/json", changed.encode());
        });
    }

    public static JsonObject preferences() {
        return new JsonObject()
                .put(
                        "kinds",
                        new JsonObject()
                                .put("booking-confirmed", true)
                                .put("booking-cancelled", true)
                                .put("session-reminder", true)
                                .put("review-request", false)
                                .put("export-ready", true)
                                .put("mentor-report", true)
                                .put("platform-report", true))
                .put("reminder_minutes", new JsonArray().add(1440).add(90))
                .put("language", null);
    }

    public static JsonObject mails() {
        return new JsonObject()
                .put(
                        "items",
                        new JsonArray()
                                .add(mail(61, "booking-confirmed", "sent", Samples.id(70)))
                                .add(mail(62, "session-reminder", "pending", Samples.id(70)))
                                .add(mail(63, "export-ready", "failed", null)))
                .put("next_cursor", "WyIyMDI2Il0");
    }

    public static JsonObject mail(int id, String kind, String status, String booking) {
        return new JsonObject()
                .put("id", Samples.id(id))
                .put("kind", kind)
                .put("booking_id", booking)
                .put("recipient_email", "ada@example.org")
                .put("status", status)
                .put("attempts", 1)
                .put("unconfirmed_attempts", 0)
                .put("reason", status.equals("failed") ? "550 no such mailbox" : null)
                .put("created_at", "2026-11-15T18:20:31Z")
                .put("sent_at", status.equals("sent") ? "2026-11-15T18:20:33Z" : null);
    }

    private static JsonObject bookings() {
        return new JsonObject()
                .put(
                        "items",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", Samples.id(70))
                                        .put("mentor_id", Samples.id(2))
                                        .put("mentor_name", "Grace Hopper")
                                        .put("user_id", PERSON)
                                        .put("user_name", "Ada Lovelace")
                                        .put("start_time", "2027-03-15T14:00:00Z")
                                        .put("end_time", "2027-03-15T15:00:00Z")
                                        .put("status", "confirmed")))
                .put("next_cursor", null);
    }
}
