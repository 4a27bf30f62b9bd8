package org.mentoring.user;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import static io.restassured.RestAssured.given;

/**
 * Keycloak as far as this service calls it, which may be made to fail; the acceptance tests ask the real one. Accounts, one or
 * {@code all}, are {@code active}, {@code disabled}, {@code deleted}, {@code invisible} (this service may not see them),
 * {@code skipped} (left out of a list), {@code unreachable} (another server answers) or {@code last} (deleted, and the last of
 * which something is said before everything fails).
 */
public class KeycloakUsers implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "test.keycloak.url";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final List<String> recorded = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean failing;

    @Override
    public Map<String, String> start() {
        var router = Router.router(vertx);
        router.post("/realms/mentoring/protocol/openid-connect/token")
                .handler(request -> request.json(new JsonObject()
                        .put("access_token", "token")
                        .put("expires_in", 60)
                        .put("refresh_expires_in", 0)
                        .put("token_type", "Bearer")));
        router.delete("/admin/realms/mentoring/users/:user").handler(this::delete);
        router.get("/admin/realms/mentoring/users").handler(this::search);
        router.get("/admin/realms/mentoring/users/:user").handler(this::show);
        router.get("/admin/realms/mentoring/admin-events").handler(this::adminEvents);
        router.get("/admin/realms/mentoring/events").handler(request -> request.json(new JsonArray()));
        router.post("/accounts/:user/:state").handler(request -> {
            states.put(request.pathParam("user"), request.pathParam("state"));
            request.response().setStatusCode(204).end();
        });
        router.post("/recorded/:user").handler(request -> {
            recorded.add(request.pathParam("user"));
            request.response().setStatusCode(204).end();
        });
        router.get("/looks/:user")
                .handler(request -> request.end(Integer.toString(looks.getOrDefault(request.pathParam("user"), 0))));
        router.get("/failures").handler(request -> request.end(Integer.toString(failures.get())));
        router.get("/deleted/:user")
                .handler(request -> request.end(Boolean.toString(deleted.contains(request.pathParam("user")))));
        router.post("/failing/:failing").handler(request -> {
            failing = Boolean.parseBoolean(request.pathParam("failing"));
            request.response().setStatusCode(204).end();
        });
        var port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        var url = "http://127.0.0.1:" + port;
        System.setProperty(URL, url);
        return Map.of(
                "mentoring.keycloak.url",
                url,
                "mentoring.keycloak.client-secret",
                "secret",
                "mentoring.identity-checks.check-every",
                "1s",
                "mentoring.identity-checks.pause",
                "PT0S",
                "mentoring.identity-checks.batch",
                "2000",
                "mentoring.identity-checks.confirm-after",
                "PT2S",
                "mentoring.identity-checks.largest-share",
                "0");
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

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static boolean isDeleted(UUID person) {
        return given().get(System.getProperty(URL) + "/deleted/" + person)
                .asString()
                .equals("true");
    }

    static void accounts(Object user, String state) {
        given().post(System.getProperty(URL) + "/accounts/" + user + "/" + state)
                .then()
                .statusCode(204);
    }

    static void record(UUID person) {
        given().post(System.getProperty(URL) + "/recorded/" + person).then().statusCode(204);
    }

    /** How often was asked for the account. */
    static int looks(Object user) {
        return Integer.parseInt(
                given().get(System.getProperty(URL) + "/looks/" + user).asString());
    }

    /** How many calls have failed. */
    static int failures() {
        return Integer.parseInt(
                given().get(System.getProperty(URL) + "/failures").asString());
    }

    static void failing(boolean failing) {
        given().post(System.getProperty(URL) + "/failing/" + failing).then().statusCode(204);
    }
}
