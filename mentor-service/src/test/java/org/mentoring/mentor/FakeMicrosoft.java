package org.mentoring.mentor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Microsoft Graph's calendar: pages of the calendar view, and events. */
final class FakeMicrosoft {

    private static final String EVENTS = "/microsoft/api/me/events";
    private static final DateTimeFormatter GRAPH_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS");
    private static final int GRAPH_PAGE = 2;

    private final FakeAccounts accounts;
    private final Map<String, List<JsonObject>> furtherPages = new HashMap<>();

    FakeMicrosoft(FakeAccounts accounts) {
        this.accounts = accounts;
    }

    void addTo(Router router) {
        router.get("/microsoft/api/me/calendarView")
                .handler(request -> accounts.withAccount(request, "busy", this::calendarView));
        router.get(EVENTS).handler(request -> accounts.withAccount(request, "find", this::find));
        router.post(EVENTS).handler(request -> accounts.withAccount(request, "insert", this::create));
        router.patch(EVENTS + "/:id").handler(request -> accounts.withAccount(request, "update", this::patch));
        router.delete(EVENTS + "/:id").handler(request -> accounts.withAccount(request, "delete", this::deleteForGood));
    }

    private void calendarView(RoutingContext request, FakeAccount account) {
        if (!"outlook.timezone=\"UTC\"".equals(request.request().getHeader("Prefer"))) {
            FakeAccounts.answer(
                    request, 400, new JsonObject().put("error", new JsonObject().put("code", "TimeZoneMissing")));
            return;
        }
        var from = Instant.parse(request.queryParams().get("startDateTime"));
        var to = Instant.parse(request.queryParams().get("endDateTime"));
        // Every page is of the calendar as it was at the first one, whatever changes meanwhile.
        var further = furtherPages.remove(request.queryParams().get("$skiptoken"));
        var events = further == null ? events(account, from, to) : further;
        var answer = new JsonObject()
                .put("@odata.context", address(request) + "/microsoft/api/$metadata#users/calendarView")
                .put("value", new JsonArray(events.stream().limit(GRAPH_PAGE).toList()));
        if (events.size() > GRAPH_PAGE) {
            var token = UUID.randomUUID().toString();
            furtherPages.put(token, events.subList(GRAPH_PAGE, events.size()));
            answer.put(
                    "@odata.nextLink",
                    address(request) + "/microsoft/api/me/calendarView?startDateTime=" + from + "&endDateTime=" + to
                            + "&%24skiptoken=" + token);
        }
        FakeAccounts.answer(request, 200, answer);
    }

    private static List<JsonObject> events(FakeAccount account, Instant from, Instant to) {
        var all = new ArrayList<JsonObject>();
        account.busy.forEach(entry -> {
            var event = (JsonObject) entry;
            if (event.getBoolean("isAllDay", false)) {
                all.add(event);
            } else {
                all.add(graphEvent(Instant.parse(event.getString("start")), Instant.parse(event.getString("end")))
                        .put("showAs", event.getString("showAs", "busy")));
            }
        });
        account.ownTimes().stream()
                .filter(time -> time[1].isAfter(from) && time[0].isBefore(to))
                .forEach(time -> all.add(graphEvent(time[0], time[1])));
        return all;
    }

    private static JsonObject graphEvent(Instant start, Instant end) {
        return new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("showAs", "busy")
                .put("isAllDay", false)
                .put("isCancelled", false)
                .put("start", graphTime(start))
                .put("end", graphTime(end));
    }

    private static JsonObject graphTime(Instant time) {
        return new JsonObject()
                .put("dateTime", GRAPH_TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)))
                .put("timeZone", "UTC");
    }

    private void find(RoutingContext request, FakeAccount account) {
        var filter = request.queryParams().get("$filter");
        var found = new JsonArray();
        account.events.forEach((id, event) -> {
            var property = event.getJsonArray("singleValueExtendedProperties").getJsonObject(0);
            if (filter.equals("singleValueExtendedProperties/Any(ep: ep/id eq '" + property.getString("id")
                    + "' and ep/value eq '" + property.getString("value") + "')")) {
                found.add(new JsonObject().put("id", id));
            }
        });
        FakeAccounts.answer(request, 200, new JsonObject().put("value", found));
    }

    private void create(RoutingContext request, FakeAccount account) {
        var event = request.body().asJsonObject();
        if (account.transactions.putIfAbsent(event.getString("transactionId"), "") != null) {
            FakeAccounts.answer(
                    request,
                    409,
                    new JsonObject().put("error", new JsonObject().put("code", "ErrorDuplicateTransactionId")));
            return;
        }
        var id = "AAMk" + UUID.randomUUID();
        account.events.put(id, event.put("id", id));
        FakeAccounts.answer(request, 201, event);
    }

    private void patch(RoutingContext request, FakeAccount account) {
        var event = account.events.get(request.pathParam("id"));
        if (event == null) {
            FakeAccounts.answer(
                    request, 404, new JsonObject().put("error", new JsonObject().put("code", "ErrorItemNotFound")));
            return;
        }
        FakeAccounts.answer(request, 200, event.mergeIn(request.body().asJsonObject()));
    }

    private void deleteForGood(RoutingContext request, FakeAccount account) {
        var removed = account.events.remove(request.pathParam("id"));
        request.response().setStatusCode(removed == null ? 404 : 204).end();
    }

    private static String address(RoutingContext request) {
        return "http://" + request.request().authority();
    }
}
