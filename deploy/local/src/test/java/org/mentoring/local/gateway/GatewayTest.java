package org.mentoring.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

class GatewayTest {

    private static final Path ROUTES = Path.of("../kubernetes/base/gateway");
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final int MIB = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpServerRequest> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private int port;

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

    /** The prefixes that the services are known by; each belongs to one service. */
    @ParameterizedTest
    @CsvSource({
        "users, user",
        "mentees, user",
        "mentors, mentor",
        "expertise-tags, mentor",
        "calendars, mentor",
        "availability, booking",
        "slots, booking",
        "bookings, booking",
        "sessions, booking",
        "reviews, review",
        "ratings, review",
        "notifications, notification",
        "reports, notification"
    })
    void passesAPrefixOnToItsService(String prefix, String service) throws Exception {
        start();

        assertThat(get("/api/v1/" + prefix).body()).isEqualTo(service + " GET /api/v1/" + prefix + " 0");
        assertThat(get("/api/v1/" + prefix + "/me/%C3%A4?q=a%2Fb&q=c").body())
                .isEqualTo(service + " GET /api/v1/" + prefix + "/me/%C3%A4?q=a%2Fb&q=c 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1", "/api/v1/usersandmore", "/q/health", "/q/metrics", "/api/v1/secrets"})
    void knowsNoOtherPath(String path) throws Exception {
        start();

        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        var problem = problem(answer);
        assertThat(problem.getString("type")).isEqualTo("urn:problem-type:mentoring:not-found");
        assertThat(problem.getInteger("status")).isEqualTo(404);
        assertThat(problem.getString("instance")).isEqualTo(path);
        assertThat(problem.getString("trace_id")).matches("[0-9a-f]{32}");
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/users/../../../q/health",
                "/api/v1/users/%2e%2e/q/health",
                "/api/v1/users/..%2fq",
                "/api/v1//users",
                "/api/v1/users;a=b",
                "/api/v1/users\\q",
                "/api/v1/users/%00",
                "/api/v1/users/%zz",
                "http://elsewhere/api/v1/users",
                "*"
            })
    void refusesAPathThatCanBeMisread(String target) throws Exception {
        start();

        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:problem-type:mentoring:malformed");
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: -1",
                "Content-Length: x",
                "Host: b"
            })
    void refusesARequestWhoseEndOrHostCanBeMisread(String header) throws Exception {
        start();

        assertThat(raw("POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("HTTP/1.1 200");
        assertThat(received).isEmpty();
    }

    /** RFC 9112, section 6.3: the transfer coding decides, and the length must not reach the next server. */
    @Test
    void readsABodyOfTwoLengthsOnce() throws Exception {
        start();

        var answer = raw(
                "POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /api/v1/users HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer).doesNotContain("user GET");
        assertThat(received).allSatisfy(request -> {
            assertThat(request.method().name()).isEqualTo("POST");
            assertThat(request.headers().getAll("Transfer-Encoding").size()
                            + request.headers().getAll("Content-Length").size())
                    .isEqualTo(1);
        });
    }

    @Test
    void refusesMethodsThatNoServiceKnows() throws Exception {
        start();

        assertThat(raw("TRACE " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(raw("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(received).isEmpty();
    }

    @Test
    void refusesHeadersAndTargetsThatAreTooLong() throws Exception {
        start();

        assertThat(raw("GET " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("urn:problem-type:mentoring:headers-too-large");
        assertThat(raw("GET " + BOOKINGS + "?q=" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains(" 414 ")
                .contains("urn:problem-type:mentoring:uri-too-long");
        assertThat(raw("no http at all\r\n\r\n")).contains(" 400 ");
    }

    @Test
    void passesABodyOfOneMebibyteAndRefusesOneByteMore() throws Exception {
        start();

        assertThat(post(BodyPublishers.ofByteArray(new byte[MIB])).body())
                .isEqualTo("booking POST " + BOOKINGS + " " + MIB);
        assertThat(post(BodyPublishers.ofInputStream(() -> stream(MIB))).body())
                .isEqualTo("booking POST " + BOOKINGS + " " + MIB);
        received.clear();

        var announced = post(BodyPublishers.ofByteArray(new byte[2 * MIB]));
        var streamed = post(BodyPublishers.ofInputStream(() -> stream(MIB + 1)));

        assertThat(List.of(announced.statusCode(), streamed.statusCode())).containsOnly(413);
        assertThat(problem(announced).getString("type")).isEqualTo("urn:problem-type:mentoring:too-large");
        assertThat(problem(streamed).getString("type")).isEqualTo("urn:problem-type:mentoring:too-large");
        assertThat(received).isEmpty();
    }

    @Test
    void invitesABodyOnlyWhenItWillTakeIt() throws Exception {
        start();
        var head = "POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertThat(raw(head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab"))
                .startsWith("HTTP/1.1 100 ")
                .contains("HTTP/1.1 200 ");
        assertThat(raw(head + "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(raw(head + "Expect: miracles\r\nContent-Length: 2\r\n\r\nab"))
                .startsWith("HTTP/1.1 417 ");
    }

    @Test
    void doesNotWaitForeverForABody() throws Exception {
        start();

        assertThat(raw("POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab"))
                .startsWith("HTTP/1.1 408 ")
                .contains("urn:problem-type:mentoring:request-timeout");
        assertThat(received).isEmpty();
    }

    @Test
    void limitsWhatOneCallerMayAsk() throws Exception {
        settings.put("GATEWAY_RATE", "1");
        settings.put("GATEWAY_BURST", "2");
        start();

        assertThat(get("/api/v1/users").statusCode()).isEqualTo(200);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        var third = http.send(
                request("/api/v1/users").header("X-Forwarded-For", "192.0.2.7").build(), BodyHandlers.ofString());

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(problem(third).getString("type")).isEqualTo("urn:problem-type:mentoring:too-many-requests");
    }

    @Test
    void limitsTheBookingsThatOnePersonMayAskFor() throws Exception {
        settings.put("GATEWAY_BOOKINGS", "2");
        start();

        assertThat(post(BOOKINGS, "linus")).isEqualTo(200);
        assertThat(post(BOOKINGS + "/1/cancel", "linus")).isEqualTo(200);
        assertThat(post(BOOKINGS, "linus")).isEqualTo(429);

        assertThat(post(BOOKINGS, "ken")).isEqualTo(200);
        assertThat(post("/api/v1/slots/holds", "linus")).isEqualTo(200);
        assertThat(post("/api/v1/reviews", "linus")).isEqualTo(200);
        assertThat(get(BOOKINGS).statusCode()).isEqualTo(200);
    }

    private int post(String path, String token) throws Exception {
        var request = request(path).header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString("{}"));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void tellsCallersBehindATrustedProxyApart() throws Exception {
        settings.put("GATEWAY_RATE", "1");
        settings.put("GATEWAY_BURST", "1");
        settings.put("GATEWAY_TRUSTED_PEERS", "127.0.0.1");
        start();

        assertThat(getFor("192.0.2.7").statusCode()).isEqualTo(200);
        assertThat(getFor("198.51.100.1, 192.0.2.7").statusCode()).isEqualTo(429);
        assertThat(getFor("192.0.2.8").statusCode()).isEqualTo(200);

        assertThat(received.getLast().getHeader("X-Forwarded-For")).isEqualTo("192.0.2.8, 127.0.0.1");
    }

    @Test
    void saysItselfWhereARequestComesFrom() throws Exception {
        start();

        http.send(
                request("/api/v1/users")
                        .header("X-Forwarded-For", "192.0.2.7")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "elsewhere")
                        .header("Forwarded", "for=192.0.2.7")
                        .header("X-Real-IP", "192.0.2.7")
                        .build(),
                BodyHandlers.ofString());

        var headers = received.getFirst().headers();
        assertThat(headers.get("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(headers.get("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("127.0.0.1:" + port);
        assertThat(headers.names()).doesNotContain("Forwarded", "X-Real-IP");
    }

    @Test
    void keepsWhatConcernsOneConnectionToItself() throws Exception {
        start();

        raw("GET /api/v1/users HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: X-Secret, te\r\nX-Secret: 1\r\n"
                + "Keep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: Basic x\r\nUpgrade: websocket\r\n\r\n");

        assertThat(received.getFirst().headers().names())
                .doesNotContain("X-Secret", "Keep-Alive", "TE", "Proxy-Authorization", "Upgrade");
    }

    @Test
    void goesOnUnderTheNamesThatTheCallerGave() throws Exception {
        start();
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var named = http.send(
                request("/api/v1/users")
                        .header("X-Request-Id", "my-request.1")
                        .header("traceparent", trace)
                        .build(),
                BodyHandlers.ofString());
        var unusable = http.send(
                request("/api/v1/users")
                        .header("X-Request-Id", "a b\"<script>")
                        .header("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01")
                        .build(),
                BodyHandlers.ofString());

        assertThat(named.headers().firstValue("X-Request-Id")).contains("my-request.1");
        assertThat(received.getFirst().getHeader("X-Request-Id")).isEqualTo("my-request.1");
        assertThat(received.getFirst().getHeader("traceparent")).isEqualTo(trace);
        assertThat(unusable.headers().firstValue("X-Request-Id").orElseThrow())
                .matches("[0-9a-f-]{36}")
                .isEqualTo(received.getLast().getHeader("X-Request-Id"));
        assertThat(received.getLast().getHeader("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain("00000000000000000000000000000000");
    }

    @Test
    void guardsEveryAnswerInBrowsers() throws Exception {
        start();

        for (var answer : List.of(get("/api/v1/users"), get("/nowhere"))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThat(get("/api/v1/users?cached").headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=5");
    }

    @Test
    void letsPagesOfKnownOriginsCallAlone() throws Exception {
        start();

        var preflight = http.send(
                request(BOOKINGS)
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", "http://localhost:3000")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                        .build(),
                BodyHandlers.ofString());
        var known = http.send(
                request(BOOKINGS).header("Origin", "http://localhost:3000").build(), BodyHandlers.ofString());
        received.clear();
        var unknown = http.send(
                request(BOOKINGS).header("Origin", "http://localhost:3001").build(), BodyHandlers.ofString());

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:3000");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains("Authorization", "Idempotency-Key", "If-Match");
        assertThat(known.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:3000");
        assertThat(known.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("ETag", "Location");
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"204, ''", "304, ''", "200, HEAD"})
    void answersWithoutABodyWhereThereIsNone(int status, String method) throws Exception {
        start();
        var path = "/api/v1/users?status=" + status;

        var answer = raw((method.isEmpty() ? "GET" : method) + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"
                + "GET /api/v1/users?next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("user GET /api/v1/users?next 0");
    }

    @Test
    void saysThatAServiceIsNotThereAndServesItWhenItIsBack() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        settings.merge("GATEWAY_BACKENDS", ",user-service=127.0.0.1:" + free, String::concat);
        start();

        var away = get("/api/v1/users");
        await(vertx.createHttpServer()
                .requestHandler(request -> answer("late", request))
                .listen(free, "127.0.0.1"));
        var back = get("/api/v1/users");

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(problem(away).getString("type")).isEqualTo("urn:problem-type:mentoring:unavailable");
        assertThat(back.body()).isEqualTo("late GET /api/v1/users 0");
    }

    @Test
    void saysThatAServiceDoesNotAnswerOrBreaksOff() throws Exception {
        start();

        var silent = get("/api/v1/users?silent");
        var broken = get("/api/v1/users?broken");

        assertThat(silent.statusCode()).isEqualTo(504);
        assertThat(problem(silent).getString("type")).isEqualTo("urn:problem-type:mentoring:gateway-timeout");
        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(problem(broken).getString("type")).isEqualTo("urn:problem-type:mentoring:bad-gateway");
    }

    private void answer(String service, HttpServerRequest request) {
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
                case "cached" ->
                    response.putHeader("Cache-Control", "public, max-age=5").end();
                default -> response.end(service + " " + request.method() + " " + request.uri() + " " + body.length());
            }
        });
    }

    private void start() throws Exception {
        port = await(Gateway.start(vertx, GatewaySettings.from(settings))).actualPort();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> getFor(String address) throws Exception {
        return http.send(
                request("/api/v1/users").header("X-Forwarded-For", address).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return http.send(request(BOOKINGS).POST(body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** All that the gateway answers until it closes the connection. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static JsonObject problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return new JsonObject(answer.body());
    }

    private static InputStream stream(int bytes) {
        return new InputStream() {
            private int left = bytes;

            @Override
            public int read() {
                return left-- > 0 ? 'a' : -1;
            }
        };
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
