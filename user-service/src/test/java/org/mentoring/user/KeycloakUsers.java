package org.mentoring.user;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.kit.test.KeycloakDouble;

/**
 * Keycloak, whose accounts this service reads and deletes. Accounts, one or
 * {@code all}, are {@code active}, {@code disabled}, {@code deleted}, {@code invisible} (this service may not see them),
 * {@code skipped} (left out of a list), {@code unreachable} (another server answers), {@code silent} (nobody answers) or
 * {@code last} (deleted, and the last of which something is said before everything fails).
 */
public class KeycloakUsers extends KeycloakDouble {

    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final List<String> recorded = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    protected void route(Router router) {
        router.delete(USERS + "/:user").handler(this::delete);
        router.get(USERS).handler(this::search);
        router.get(USERS + "/:user").handler(this::show);
        router.get("/admin/realms/mentoring/admin-events").handler(this::adminEvents);
        router.get("/admin/realms/mentoring/events")
                .handler(request ->
                        request.json(new JsonArray().add(new JsonObject().put("userId", "f:7:of-another-store"))));
        router.post("/accounts/:user/:state").handler(request -> {
            states.put(request.pathParam("user"), request.pathParam("state"));
            done(request);
        });
        router.post("/recorded/:user").handler(request -> {
            recorded.add(request.pathParam("user"));
            done(request);
        });
        router.get("/looks/:user")
                .handler(request -> request.end(Integer.toString(looks.getOrDefault(request.pathParam("user"), 0))));
        router.get("/failures").handler(request -> request.end(Integer.toString(failures.get())));
        router.get("/deleted/:user")
                .handler(request -> request.end(Boolean.toString(deleted.contains(request.pathParam("user")))));
    }

    @Override
    protected Map<String, String> settings() {
        var settings = new HashMap<>(super.settings());
        settings.put("mentoring.identity-checks.check-every", "1s");
        settings.put("mentoring.identity-checks.pause", "PT0S");
        settings.put("mentoring.identity-checks.batch", "2000");
        settings.put("mentoring.identity-checks.confirm-after", "PT2S");
        settings.put("mentoring.identity-checks.largest-share", "0");
        return settings;
    }

    private void delete(RoutingContext request) {
        var id = request.pathParam("user");
        var answer = request.response().putHeader("Content-Type", "application/json");
        switch (failing ? "failing" : state(id)) {
            case "failing" -> fail(answer);
            case "unreachable" -> answer.setStatusCode(404).end("{\"error\":\"Realm not found.\"}");
            case String state -> {
                deleted.add(id);
                if (state.equals("deleted")) {
                    answer.setStatusCode(404).end("{\"error\":\"User not found\"}");
                } else {
                    answer.setStatusCode(204).end();
                }
            }
        }
    }

    private void search(RoutingContext request) {
        if (failing) {
            fail(request.response());
            return;
        }
        var found = new JsonArray();
        for (var id : request.queryParam("search")
                .getFirst()
                .substring("id:".length())
                .split(" ")) {
            looked(id);
            if (state(id).equals("silent")) {
                return;
            }
            switch (state(id)) {
                case "active" -> found.add(account(id, true));
                case "disabled" -> found.add(account(id, false));
                default -> {}
            }
        }
        request.json(found);
    }

    private void show(RoutingContext request) {
        var id = request.pathParam("user");
        looked(id);
        var answer = request.response().putHeader("Content-Type", "application/json");
        switch (failing ? "failing" : state(id)) {
            case "failing" -> fail(answer);
            case "deleted" -> answer.setStatusCode(404).end("{\"error\":\"User not found\"}");
            case "last" -> {
                failing = true;
                answer.setStatusCode(404).end("{\"error\":\"User not found\"}");
            }
            case "unreachable" -> answer.setStatusCode(404).end("{\"error\":\"Realm not found.\"}");
            case "invisible" -> answer.setStatusCode(403).end("{\"error\":\"HTTP 403 Forbidden\"}");
            case String state -> request.json(account(id, !state.equals("disabled")));
        }
    }

    private void adminEvents(RoutingContext request) {
        var events = new JsonArray();
        recorded.forEach(
                id -> events.add(new JsonObject().put("operationType", "DELETE").put("resourcePath", "users/" + id)));
        request.json(events);
    }

    private void fail(HttpServerResponse answer) {
        failures.incrementAndGet();
        answer.setStatusCode(503).end();
    }

    private void looked(String id) {
        looks.merge(id, 1, Integer::sum);
        looks.merge("all", 1, Integer::sum);
    }

    private String state(String id) {
        var all = states.getOrDefault("all", "active");
        return all.equals("active") ? states.getOrDefault(id, "active") : all;
    }

    private static JsonObject account(String id, boolean enabled) {
        return new JsonObject().put("id", id).put("enabled", enabled);
    }

    static boolean isDeleted(UUID person) {
        return Boolean.parseBoolean(ask("/deleted/" + person).asString());
    }

    static void accounts(Object user, String state) {
        tell("/accounts/" + user + "/" + state);
    }

    static void record(UUID person) {
        tell("/recorded/" + person);
    }

    /** How often was asked for the account. */
    static int looks(Object user) {
        return Integer.parseInt(ask("/looks/" + user).asString());
    }

    /** How many calls have failed. */
    static int failures() {
        return Integer.parseInt(ask("/failures").asString());
    }
}
