package org.mentoring.local.gateway;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.local.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/** The web client calls the services on the management port. */
class ManagementTest extends GatewayCase {

    private int management;

    @BeforeEach
    void startWithManagement() throws Exception {
        management = Ports.free();
        settings.put("GATEWAY_MANAGEMENT_PORT", Integer.toString(management));
        settings.put("GATEWAY_RATE", "1");
        settings.put("GATEWAY_BURST", "1");
        start();
    }

    @Test
    void routesToTheActiveInstance() throws Exception {
        var other = await(vertx.createHttpServer()
                .requestHandler(request -> answer("another instance of booking", request))
                .listen(0, "127.0.0.1"));
        assertThat(inside(BOOKINGS).body()).isEqualTo("booking GET /api/v1/bookings 0");

        var routed = http.send(
                address("/backends/booking-service")
                        .PUT(BodyPublishers.ofString("127.0.0.1:" + other.actualPort()))
                        .build(),
                BodyHandlers.ofString());

        assertThat(routed.statusCode()).isEqualTo(204);
        assertThat(inside(BOOKINGS).body()).isEqualTo("another instance of booking GET /api/v1/bookings 0");
        var posted =
                http.send(address(BOOKINGS).POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
        assertThat(posted.body()).isEqualTo("another instance of booking POST /api/v1/bookings 2");
    }

    @Test
    void setsTheWebClientNoLimit() throws Exception {
        for (var i = 0; i < 5; i++) {
            assertThat(inside(BOOKINGS).statusCode()).isEqualTo(200);
        }
        get(BOOKINGS);
        assertThat(get(BOOKINGS).statusCode()).isEqualTo(429);
    }

    @Test
    void routesNothingElse() throws Exception {
        assertThat(inside("/docs/").statusCode()).isEqualTo(404);
        assertThat(received).isEmpty();
    }

    private HttpResponse<String> inside(String path) throws Exception {
        return http.send(address(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder address(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path));
    }
}
