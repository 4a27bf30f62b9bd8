package org.mentoring.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway on the routes that operators install, in front of services that answer with the request they received. */
abstract class GatewayCase {

    static final Path ROUTES = Path.of("../kubernetes/base/gateway");
    static final String BOOKINGS = "/api/v1/bookings";
    static final int LARGEST = 64 * 1024;

    final Vertx vertx = Vertx.vertx();
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final List<HttpServerRequest> received = new CopyOnWriteArrayList<>();
    final Map<String, String> settings = new HashMap<>();
    int port;

    /** Every service answers with its own name, the request line and the length of the body. */
    @BeforeEach
    void startServices() throws Exception {
        var backends = new ArrayList<String>();
        for (var service : List.of("user", "mentor", "booking", "review", "notification")) {
            var server = await(vertx.createHttpServer()
                    .requestHandler(request -> answer(service, request))
                    .listen(0, "127.0.0.1"));
            backends.add(service + "-service=127.0.0.1:" + server.actualPort());
        }
        var docs = await(vertx.createHttpServer()
                .requestHandler(request -> answer("docs", request))
                .listen(0, "127.0.0.1"));
        backends.add("docs=127.0.0.1:" + docs.actualPort());
        var web = await(vertx.createHttpServer()
                .requestHandler(request -> answer("web", request))
                .listen(0, "127.0.0.1"));
        backends.add("web-client=127.0.0.1:" + web.actualPort());
        settings.put("GATEWAY_PORT", "0");
        settings.put("GATEWAY_ROUTES", ROUTES.toString());
        settings.put("GATEWAY_BACKENDS", String.join(",", backends));
        settings.put("GATEWAY_RATE", "0");
        settings.put("GATEWAY_REQUEST_TIMEOUT", "1");
        settings.put("GATEWAY_CORS_ORIGINS", "http://localhost:3000");
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        await(vertx.close());
    }

    void answer(String service, HttpServerRequest request) {
        request.body().onSuccess(body -> {
            received.add(request);
            var response = request.response().putHeader("Server", "secret");
            var query = request.query() == null ? "" : request.query();
            switch (query) {
                case "silent" -> {}
                case "broken" -> request.connection().close();
                case "status=204", "status=304" ->
                    response.setStatusCode(Integer.parseInt(query.substring(query.length() - 3)))
                            .end();
                case "page" ->
                    response.putHeader("Referrer-Policy", "same-origin").end();
                case "cached" ->
                    response.putHeader("Cache-Control", "public, max-age=5").end();
                default -> response.end(service + " " + request.method() + " " + request.uri() + " " + body.length());
            }
        });
    }

    void start() throws Exception {
        port = await(Gateway.start(vertx, GatewaySettings.from(settings))).actualPort();
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> getFor(String address) throws Exception {
        return http.send(
                request("/api/v1/users").header("X-Forwarded-For", address).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return http.send(request(BOOKINGS).POST(body).build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** All that the gateway answers until it closes the connection. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    static JsonObject problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return new JsonObject(answer.body());
    }

    static InputStream stream(int bytes) {
        return new InputStream() {
            private int left = bytes;

            @Override
            public int read() {
                return left-- > 0 ? 'a' : -1;
            }
        };
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
