package org.mentoring.mentor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.kit.test.KeycloakDouble;

/** Keycloak, whose one realm role this service gives and takes. */
public class KeycloakAdministration extends KeycloakDouble {

    private final Map<String, CopyOnWriteArrayList<String>> calls = new ConcurrentHashMap<>();
    private final Map<String, Promise<Void>> held = new ConcurrentHashMap<>();
    private boolean tellsSecret;

    /** Where others give the role, the service does not know the secret. */
    @Override
    public void setContext(Context context) {
        tellsSecret = !CalendarNotOfferedTest.GoogleAlone.class.getName().equals(context.testProfile());
    }

    @Override
    protected Map<String, String> settings() {
        return tellsSecret ? super.settings() : Map.of();
    }

    @Override
    protected void route(Router router) {
        router.route(USERS + "/:user/role-mappings/realm").handler(this::change);
        router.get("/hold/:user").handler(request -> {
            held.put(request.pathParam("user"), Promise.promise());
            request.response().end();
        });
        router.get("/release/:user").handler(request -> {
            held.remove(request.pathParam("user")).complete();
            request.response().end();
        });
        router.get("/calls/:user")
                .handler(request -> request.json(
                        new JsonArray(calls.getOrDefault(request.pathParam("user"), new CopyOnWriteArrayList<>()))));
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
            Optional.ofNullable(held.get(request.pathParam("user")))
                    .map(Promise::future)
                    .orElseGet(Future::succeededFuture)
                    .onSuccess(released -> done(request));
        });
    }

    /** Answers for a person only when released. */
    static void hold(UUID person) {
        ask("/hold/" + person).then().statusCode(200);
    }

    static void release(UUID person) {
        ask("/release/" + person).then().statusCode(200);
    }

    /** What was asked for a person so far, such as {@code POST mentor}. */
    static List<String> calls(UUID person) {
        return ask("/calls/" + person).jsonPath().getList("");
    }
}
