package org.mentoring.local.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Treats each caller as the manifests say: how much one may ask, and which pages may call. */
class GatewayCallersTest extends GatewayCase {

    @Test
    void limitsRequestsPerCaller() throws Exception {
        settings.put("GATEWAY_RATE", "1");
        settings.put("GATEWAY_BURST", "2");
        start();

        assertThat(get("/api/v1/users").statusCode()).isEqualTo(200);
        assertThat(get("/nowhere").statusCode()).isEqualTo(200);
        var third = http.send(
                request("/api/v1/users").header("X-Forwarded-For", "192.0.2.7").build(), BodyHandlers.ofString());

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(problem(third).getString("type")).isEqualTo("urn:problem-type:mentoring:too-many-requests");
    }

    @Test
    void limitsBookingsPerPerson() throws Exception {
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

    /** A refreshed token, another spelling of the scheme: the same person. */
    @Test
    void identifiesAPersonByAnyToken() throws Exception {
        settings.put("GATEWAY_BOOKINGS", "2");
        start();

        assertThat(post(BOOKINGS, "Bearer", token("linus", 1))).isEqualTo(200);
        assertThat(post(BOOKINGS, "bearer", token("linus", 2))).isEqualTo(200);

        assertThat(post(BOOKINGS, "BEARER", token("linus", 3))).isEqualTo(429);
        assertThat(post(BOOKINGS, "beAReR ", token("linus", 1))).isEqualTo(429);
        assertThat(post(BOOKINGS, "Bearer", token("ken", 1))).isEqualTo(200);
    }

    /** Forged tokens share the limit of their address, and do not use up that of the person they name. */
    @Test
    void limitsAnAddressThatInventsSubjects() throws Exception {
        settings.put("GATEWAY_BOOKINGS", "1");
        settings.put("GATEWAY_TRUSTED_PEERS", "127.0.0.1");
        start();

        for (var person = 0; person < CallLimits.PEOPLE_BEHIND_AN_ADDRESS; person++) {
            assertThat(post(BOOKINGS, "Bearer", token("person-" + person, 1))).isEqualTo(200);
        }
        assertThat(post(BOOKINGS, "Bearer", token("one more", 1))).isEqualTo(429);
        var elsewhere = request(BOOKINGS)
                .header("X-Forwarded-For", "192.0.2.7")
                .header("Authorization", "Bearer " + token("person-1", 1))
                .POST(BodyPublishers.ofString("{}"));
        assertThat(http.send(elsewhere.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsUnreadableTokensByAddress() throws Exception {
        settings.put("GATEWAY_BOOKINGS", "2");
        start();

        assertThat(post(BOOKINGS, "Bearer", "opaque")).isEqualTo(200);
        assertThat(post(BOOKINGS, "Bearer", "a.b.c")).isEqualTo(200);
        assertThat(post(BOOKINGS, "Basic", token("linus", 1))).isEqualTo(429);
    }

    private int post(String path, String person) throws Exception {
        return post(path, "Bearer", token(person, 1));
    }

    private int post(String path, String scheme, String token) throws Exception {
        var request =
                request(path).header("Authorization", scheme + " " + token).POST(BodyPublishers.ofString("{}"));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String token(String person, int issued) {
        var claims = new JsonObject().put("sub", person).put("iat", issued).encode();
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".sig"
                + issued;
    }

    @Test
    void distinguishesCallersBehindATrustedProxy() throws Exception {
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
    void setsSecurityHeadersOnEveryAnswer() throws Exception {
        start();

        for (var answer : List.of(get("/api/v1/users"), get("/nowhere"))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThat(get("/?page").headers().allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(get("/api/v1/users?cached").headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=5");
    }

    @Test
    void forwardsFormsOfTheWebClientFromAnyOrigin() throws Exception {
        start();

        var form = http.send(
                request("/sign-out")
                        .POST(BodyPublishers.noBody())
                        .header("Origin", "http://127.0.0.1:" + port)
                        .build(),
                BodyHandlers.ofString());

        assertThat(form.body()).isEqualTo("web POST /sign-out 0");
        assertThat(received.getFirst().getHeader("Origin")).isEqualTo("http://127.0.0.1:" + port);
    }

    @Test
    void allowsOnlyKnownOrigins() throws Exception {
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
