package org.mentoring.local.gateway;

import java.net.ServerSocket;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes requests to services and returns their responses. */
class GatewayTest extends GatewayCase {

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
    void routesAPrefixToItsService(String prefix, String service) throws Exception {
        start();

        assertThat(get("/api/v1/" + prefix).body()).isEqualTo(service + " GET /api/v1/" + prefix + " 0");
        assertThat(get("/api/v1/" + prefix + "/me/%C3%A4?q=a%2Fb&q=c").body())
                .isEqualTo(service + " GET /api/v1/" + prefix + "/me/%C3%A4?q=a%2Fb&q=c 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mentors/7?q=a", "/api/v1", "/api/v1/usersandmore", "/q/health", "/docsandmore"})
    void routesOtherPathsToTheWebClient(String path) throws Exception {
        start();

        assertThat(get(path).body()).isEqualTo("web GET " + path + " 0");
    }

    @Test
    void setsForwardingHeadersItself() throws Exception {
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
    void removesHopByHopHeaders() throws Exception {
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
    void reportsAnUnavailableServiceUntilItIsBack() throws Exception {
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
    void reportsATimeoutOrAnAbortedAnswer() throws Exception {
        start();

        var silent = get("/api/v1/users?silent");
        var broken = get("/api/v1/users?broken");

        assertThat(silent.statusCode()).isEqualTo(504);
        assertThat(problem(silent).getString("type")).isEqualTo("urn:problem-type:mentoring:gateway-timeout");
        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(problem(broken).getString("type")).isEqualTo("urn:problem-type:mentoring:bad-gateway");
    }
}
