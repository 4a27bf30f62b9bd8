package org.mentoring.local.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mentoring.local.platform.Ports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Which requests a change of a route waits for. */
class GatewayDrainTest extends GatewayCase {

    private static final int MORE_THAN_BUFFERS_HOLD = 32 * 1024 * 1024;

    private int management;

    @Override
    void answer(String service, HttpServerRequest request) {
        if ("large".equals(request.query())) {
            received.add(request);
            request.response().end(Buffer.buffer(new byte[MORE_THAN_BUFFERS_HOLD]));
        } else {
            super.answer(service, request);
        }
    }

    @Test
    void doesNotWaitForClosedConnections() throws Exception {
        startManaged();
        for (int i = 1; i <= 3; i++) {
            var callers = i;
            var socket = sent("silent");
            Awaitility.await().until(() -> received.size() == callers);
            socket.close();
        }

        assertRouted();
    }

    @Test
    void doesNotWaitForConnectionsThatWereClosedDuringTheResponse() throws Exception {
        startManaged();
        for (int i = 1; i <= 3; i++) {
            try (var socket = sent("large")) {
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }

        assertRouted();
    }

    private void startManaged() throws Exception {
        settings.put("GATEWAY_REQUEST_TIMEOUT", "50");
        management = Ports.free();
        settings.put("GATEWAY_MANAGEMENT_PORT", Integer.toString(management));
        start();
    }

    private Socket sent(String query) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        var request = "GET " + BOOKINGS + "?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    private void assertRouted() throws Exception {
        var routed = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/backends/booking-service"))
                        .PUT(BodyPublishers.ofString("127.0.0.1:1"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(routed.statusCode()).as(routed.body()).isEqualTo(204);
    }
}
