package org.mentoring.user;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

import static io.restassured.RestAssured.given;

/** Keycloak as far as this service calls it, which may be made to fail. */
public class KeycloakUsers implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "test.keycloak.url";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
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
        router.delete("/admin/realms/mentoring/users/:user").handler(request -> {
            if (!failing) {
                deleted.add(request.pathParam("user"));
            }
            request.response().setStatusCode(failing ? 503 : 204).end();
        });
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
        return Map.of("mentoring.keycloak.url", url, "mentoring.keycloak.client-secret", "secret");
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

    static void failing(boolean failing) {
        given().post(System.getProperty(URL) + "/failing/" + failing).then().statusCode(204);
    }
}
