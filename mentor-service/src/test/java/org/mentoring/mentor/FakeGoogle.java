package org.mentoring.mentor;

import java.time.Instant;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Google's calendar: free/busy queries and events. */
final class FakeGoogle {

    private static final String EVENTS = "/google/api/calendars/primary/events";

    private final FakeAccounts accounts;

    FakeGoogle(FakeAccounts accounts) {
        this.accounts = accounts;
    }

    void addTo(Router router) {
        router.post("/google/api/freeBusy").handler(request -> accounts.withAccount(request, "busy", this::freeBusy));
        router.post(EVENTS).handler(request -> accounts.withAccount(request, "insert", this::insert));
        router.put(EVENTS + "/:id").handler(request -> accounts.withAccount(request, "update", this::update));
        router.delete(EVENTS + "/:id").handler(request -> accounts.withAccount(request, "delete", this::delete));
    }

    private void freeBusy(RoutingContext request, FakeAccount account) {
        var query = request.body().asJsonObject();
        var from = Instant.parse(query.getString("timeMin"));
        var to = Instant.parse(query.getString("timeMax"));
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

    private void insert(RoutingContext request, FakeAccount account) {
        var event = request.body().asJsonObject();
        if (!event.getString("id").matches("[a-v0-9]{5,1024}")) {
            googleError(request, 400, "invalid");
        } else if (account.events.containsKey(event.getString("id"))) {
            googleError(request, 409, "duplicate");
        } else {
            account.events.put(event.getString("id"), event);
            FakeAccounts.answer(request, 200, event);
        }
    }

    private void update(RoutingContext request, FakeAccount account) {
        var id = request.pathParam("id");
        if (!account.events.containsKey(id)) {
            googleError(request, 404, "notFound");
            return;
        }
        account.events.put(id, request.body().asJsonObject());
        FakeAccounts.answer(request, 200, account.events.get(id));
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
