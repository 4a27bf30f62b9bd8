package org.mentoring.local.gateway;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mentoring.local.platform.Ports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Which requests a change of a route waits for. */
class GatewayDrainTest extends GatewayCase {

    private static final String SILENT = "GET " + BOOKINGS + "?silent HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void doesNotWaitForClosedConnections() throws Exception {
        settings.put("GATEWAY_REQUEST_TIMEOUT", "50");
        var management = Ports.free();
        settings.put("GATEWAY_MANAGEMENT_PORT", Integer.toString(management));
        start();
        for (int i = 1; i <= 3; i++) {
            var callers = i;
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(SILENT.getBytes(ISO_8859_1));
                Awaitility.await().until(() -> received.size() == callers);
            }
        }

        var routed = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/backends/booking-service"))
                        .PUT(BodyPublishers.ofString("127.0.0.1:1"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(routed.statusCode()).as(routed.body()).isEqualTo(204);
    }
}
