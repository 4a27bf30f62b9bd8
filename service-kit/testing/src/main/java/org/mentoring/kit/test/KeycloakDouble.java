package org.mentoring.kit.test;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import static io.restassured.RestAssured.given;

/**
 * Keycloak's administration as far as a service calls it, answered as Keycloak answers; the acceptance tests ask the real one.
 * Tests may make it fail, and reach what the routes of a subclass offer by {@link #tell} and {@link #ask}.
 */
public abstract class KeycloakDouble implements QuarkusTestResourceLifecycleManager {

    protected static final String USERS = "/admin/realms/mentoring/users";

    private static final String URL = "test.keycloak.url";

    private final Vertx vertx = Vertx.vertx();
    protected volatile boolean failing;

    protected abstract void route(Router router);

    /** Settings of the service besides the address and the secret of its client. */
    protected Map<String, String> settings() {
        return Map.of("mentoring.keycloak.client-secret", "secret");
    }

    @Override
    public final Map<String, String> start() {
        var router = Router.router(vertx);
        router.post("/realms/mentoring/protocol/openid-connect/token")
                .handler(request -> request.json(new JsonObject()
                        .put("access_token", "token")
                        .put("expires_in", 60)
                        .put("refresh_expires_in", 0)
                        .put("token_type", "Bearer")));
        router.post("/failing/:failing").handler(request -> {
            failing = Boolean.parseBoolean(request.pathParam("failing"));
            done(request);
        });
        route(router);
        var port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        var url = "http://127.0.0.1:" + port;
        System.setProperty(URL, url);
        var settings = new HashMap<>(settings());
        settings.put("mentoring.keycloak.url", url);
        return settings;
    }

    @Override
    public final void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    protected static void done(RoutingContext request) {
        request.response().setStatusCode(204).end();
    }

    public static void failing(boolean failing) {
        tell("/failing/" + failing);
    }

    protected static void tell(String path) {
        given().post(System.getProperty(URL) + path).then().statusCode(204);
    }

    protected static Response ask(String path) {
        return given().get(System.getProperty(URL) + path);
    }
}
