package org.mentoring.mentor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Google's calendar: free/busy queries and events. */
final class FakeGoogle {

    private static final String EVENTS = "/google/api/calendars/primary/events";

    private static final String ADDRESS_SCOPE = "https://www.googleapis.com/auth/userinfo.email";
    private static final Duration LONGEST_QUERY = Duration.ofDays(62);

    private final FakeAccounts accounts;

    FakeGoogle(FakeAccounts accounts) {
        this.accounts = accounts;
    }

    void addTo(Router router) {
        router.get("/google/userinfo").handler(request -> accounts.withAccount(request, "account", this::userInfo));
        router.post("/google/api/freeBusy").handler(request -> accounts.withAccount(request, "busy", this::freeBusy));
        router.post(EVENTS + "/import")
                .handler(request -> accounts.withAccount(request, importOf(request), this::importEvent));
        router.get(EVENTS).handler(request -> accounts.withAccount(request, "find", this::list));
        router.delete(EVENTS + "/:id").handler(request -> accounts.withAccount(request, "delete", this::delete));
    }

    private void userInfo(RoutingContext request, FakeAccount account) {
        if (!List.of(account.granted.split(" ")).contains(ADDRESS_SCOPE)) {
            googleError(request, 403, "insufficientPermissions");
            return;
        }
        FakeAccounts.answer(request, 200, new JsonObject().put("email", account.address));
    }

    private void freeBusy(RoutingContext request, FakeAccount account) {
        var query = request.body().asJsonObject();
        var from = Instant.parse(query.getString("timeMin"));
        var to = Instant.parse(query.getString("timeMax"));
        if (to.isAfter(from.plus(LONGEST_QUERY))) {
            googleError(request, 400, "timeRangeTooLong");
            return;
        }
        var busy = new JsonArray();
        account.taken().stream()
                .filter(time -> time[1].isAfter(from) && time[0].isBefore(to))
                .forEach(time -> busy.add(
                        new JsonObject().put("start", time[0].toString()).put("end", time[1].toString())));
        FakeAccounts.answer(
                request,
                200,
                new JsonObject()
                        .put("kind", "calendar#freeBusy")
                        .put("timeMin", from.toString())
                        .put("timeMax", to.toString())
                        .put("calendars", new JsonObject().put("primary", new JsonObject().put("busy", busy))));
    }

    /** An import makes or changes the one event of a UID, and brings back what was deleted. */
    private void importEvent(RoutingContext request, FakeAccount account) {
        var event = request.body().asJsonObject();
        var uid = event.getString("iCalUID");
        if (uid == null || !event.containsKey("start") || !event.containsKey("end")) {
            googleError(request, 400, "required");
            return;
        }
        if (!takesPart(account, event)) {
            googleError(request, 400, "participantIsNeitherOrganizerNorAttendee");
            return;
        }
        var known = find(account, uid);
        if (known.isPresent() && known.get().getInteger("sequence", 0) > event.getInteger("sequence", 0)) {
            FakeAccounts.answer(
                    request,
                    400,
                    FakeAccounts.error(
                            400,
                            "invalid",
                            "Invalid sequence value. The specified sequence number is below the current sequence number"
                                    + " of the resource. Re-fetch the resource and use its sequence number on the"
                                    + " following request."));
            return;
        }
        var id = known.map(found -> found.getString("id")).orElseGet(() -> "_" + UUID.randomUUID());
        account.events.put(id, event.put("id", id));
        FakeAccounts.answer(request, 200, event);
    }

    /** Without an organizer the owner of the calendar is the organizer. */
    private static boolean takesPart(FakeAccount account, JsonObject event) {
        var organizer = event.getJsonObject("organizer", new JsonObject()).getString("email", account.address);
        return organizer.equals(account.address)
                || event.getJsonArray("attendees", new JsonArray()).stream()
                        .anyMatch(attendee -> account.address.equals(((JsonObject) attendee).getString("email")));
    }

    private void list(RoutingContext request, FakeAccount account) {
        var items = new JsonArray();
        var deleted = "true".equals(request.queryParams().get("showDeleted"));
        find(account, request.queryParams().get("iCalUID"))
                .filter(event -> deleted || !"cancelled".equals(event.getString("status")))
                .ifPresent(items::add);
        FakeAccounts.answer(request, 200, new JsonObject().put("items", items));
    }

    private static Optional<JsonObject> find(FakeAccount account, String uid) {
        return account.events.values().stream()
                .filter(event -> uid.equals(event.getString("iCalUID")))
                .findFirst();
    }

    /** As the first write of an entry, or a later one. */
    private String importOf(RoutingContext request) {
        var uid = request.body().asJsonObject().getString("iCalUID");
        return accounts.find(account -> find(account, uid).isPresent()).isPresent() ? "update" : "insert";
    }

    /** Google keeps the id of what was deleted. */
    private void delete(RoutingContext request, FakeAccount account) {
        var event = account.events.get(request.pathParam("id"));
        if (event == null) {
            googleError(request, 404, "notFound");
        } else if ("cancelled".equals(event.getString("status"))) {
            googleError(request, 410, "deleted");
        } else {
            event.put("status", "cancelled");
            request.response().setStatusCode(204).end();
        }
    }

    private static void googleError(RoutingContext request, int status, String reason) {
        FakeAccounts.answer(request, status, FakeAccounts.error(status, reason));
    }
}
