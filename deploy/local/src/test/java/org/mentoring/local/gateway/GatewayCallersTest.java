package org.mentoring.local.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Treats each caller as the manifests say: how much one may ask, and which pages may call. */
class GatewayCallersTest extends GatewayCase {

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
}
