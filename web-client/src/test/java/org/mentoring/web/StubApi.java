package org.mentoring.web;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * A stub of the API for tests of pages: answers what a test sets for a method and path, and 404 as a problem document to any other
 * request; {@link #asked()} has the requests it received.
 */
public final class StubApi implements QuarkusTestResourceLifecycleManager {

    private static final Deque<Prepared> ANSWERS = new ConcurrentLinkedDeque<>();
    private static final List<Asked> ASKED = new CopyOnWriteArrayList<>();
    private static final String PROBLEM = "application/problem+json";

    private static Vertx vertx;
    private static HttpServer server;

    public record Answer(int status, String type, String body, Map<String, String> headers) {

        public Answer(int status, String type, String body) {
            this(status, type, body, Map.of());
        }
    }

    private record Prepared(Pattern request, Function<HttpServerRequest, Answer> answer) {}

    public record Asked(String method, String uri, Map<String, String> headers, String body) {}

    /** Sets an answer: the path is a regular expression without {@code /api/v1}. Of several that match, the last set answers. */
    public static void on(String method, String path, Object json) {
        on(method, path, request -> new Answer(200, "application/json", json.toString()));
    }

    public static void on(String method, String path, Function<HttpServerRequest, Answer> answer) {
        ANSWERS.addFirst(new Prepared(Pattern.compile(method + " " + path), answer));
    }

    /** Refuses with a problem of that type. */
    public static void refuse(String method, String path, int status, String type) {
        on(method, path, request -> problem(status, type));
    }

    public static void reset() {
        ANSWERS.clear();
        ASKED.clear();
    }

    public static List<Asked> asked() {
        return ASKED;
    }

    /** Refuses all connections while something is done. */
    public static void whileUnreachable(Runnable act) {
        var port = server.actualPort();
        server.close().toCompletionStage().toCompletableFuture().join();
        try {
            act.run();
        } finally {
            server = listen(port);
        }
    }

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        server = listen(0);
        return Map.of("mentoring.web.api", "http://localhost:" + server.actualPort());
    }

    private static HttpServer listen(int port) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    ASKED.add(new Asked(request.method().name(), request.uri(), headers(request), body.toString()));
                    var answer = answer(request);
                    var response = request.response().setStatusCode(answer.status());
                    answer.headers().forEach(response::putHeader);
                    response.putHeader("Content-Type", answer.type()).end(answer.body());
                }))
                .listen(port)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Answer answer(HttpServerRequest request) {
        // As the services do, also where they answer without a body.
        if (PROBLEM.equals(request.getHeader("Accept"))) {
            return problem(406, "not-acceptable");
        }
        var path = request.path().replaceFirst("^/api/v1", "");
        return ANSWERS.stream()
                .filter(prepared -> prepared.request()
                        .matcher(request.method().name() + " " + path)
                        .matches())
                .findFirst()
                .map(prepared -> prepared.answer().apply(request))
                .orElseGet(() -> problem(404, "not-found"));
    }

    private static Answer problem(int status, String type) {
        var problem = new JsonObject()
                .put("type", "urn:problem-type:mentoring:" + type)
                .put("title", "Refused")
                .put("status", status)
                .put("detail", "For a test.");
        return new Answer(status, PROBLEM, problem.encode());
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new ConcurrentHashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
        return headers;
    }
}
