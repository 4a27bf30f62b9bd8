package org.mentoring.mentor;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What the service asks of Keycloak's administration, answered as Keycloak answers it; the acceptance tests ask the real one.
 * Tests see {@code GET /calls/{user}}, and make it fail by {@code POST /failing/{true|false}}.
 */
public class KeycloakAdministration implements QuarkusTestResourceLifecycleManager {

    static final String URL = "test.keycloak.url";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, CopyOnWriteArrayList<String>> calls = new ConcurrentHashMap<>();
    private volatile boolean failing;
    private boolean tellsSecret;

    /** Where others give the role, the service does not know the secret. */
    @Override
    public void setContext(Context context) {
        tellsSecret = !CalendarNotOfferedTest.GoogleAlone.class.getName().equals(context.testProfile());
    }

    @Override
    public Map<String, String> start() {
        var router = Router.router(vertx);
        router.post("/realms/mentoring/protocol/openid-connect/token")
                .handler(request -> request.json(new JsonObject()
                        .put("access_token", "token")
                        .put("expires_in", 60)
                        .put("refresh_expires_in", 0)
                        .put("token_type", "Bearer")));
        router.route("/admin/realms/mentoring/users/:user/role-mappings/realm").handler(this::change);
        router.get("/calls/:user")
                .handler(request -> request.json(
                        new JsonArray(calls.getOrDefault(request.pathParam("user"), new CopyOnWriteArrayList<>()))));
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
        var settings = new HashMap<>(Map.of("mentoring.keycloak.url", url, URL, url));
        if (tellsSecret) {
            settings.put("mentoring.keycloak.client-secret", "secret");
        }
        return settings;
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void change(RoutingContext request) {
        if (failing) {
            request.response().setStatusCode(503).end();
            return;
        }
        request.request().body().onSuccess(body -> {
            var role = body.toJsonArray().getJsonObject(0);
            if (!"e0000000-0000-4000-8000-000000000002".equals(role.getString("id"))) {
                request.response().setStatusCode(404).end();
                return;
            }
            calls.computeIfAbsent(request.pathParam("user"), user -> new CopyOnWriteArrayList<>())
                    .add(request.request().method() + " " + role.getString("name"));
            request.response().setStatusCode(204).end();
        });
    }
}
