package org.mentoring.local.gateway;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway in a process of its own with 256 MB serves, whatever many clients send and however slowly. */
class GatewayMemoryTest extends GatewayCase {

    private static final int CLIENTS = 500;
    private static final int FIRST_PART = 60 * 1024;
    private static final String HEAD =
            "POST /api/v1/reviews HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    @TempDir
    Path directory;

    private final List<Socket> clients = new ArrayList<>();
    private Process gateway;

    @AfterEach
    void stopGateway() throws Exception {
        for (var client : clients) {
            client.close();
        }
        gateway.destroyForcibly().waitFor();
    }

    @Test
    void servesWhile500ClientsSendAMebibyteSlowly() throws Exception {
        startProcess();
        for (var i = 0; i < CLIENTS; i++) {
            clients.add(connect());
        }

        assertThat(get("/api/v1/users").statusCode()).isEqualTo(200);

        // The rest of the mebibyte, of which the gateway takes no more than it passes on.
        for (var client : clients) {
            send(client, FIRST_PART);
            assertThat(statusLine(client)).contains(" 413 ");
        }
        assertThat(get("/api/v1/users").statusCode()).isEqualTo(200);
        assertThat(gateway.isAlive()).isTrue();
    }

    @Test
    void refusesBodiesBeyondItsMemory() throws Exception {
        startProcess();
        var refused = 0;
        for (var i = 0; i < 2 * CLIENTS && refused == 0; i++) {
            var client = connect();
            clients.add(client);
            client.setSoTimeout(1);
            refused += client.getInputStream().available() > 0 ? 1 : 0;
        }

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> clients.stream().anyMatch(GatewayMemoryTest::isAnswered));
        assertThat(clients.stream().filter(GatewayMemoryTest::isAnswered).map(GatewayMemoryTest::statusLine))
                .allSatisfy(status -> assertThat(status).contains(" 503 "));
        assertThat(get("/api/v1/users").statusCode()).isEqualTo(200);
    }

    private void startProcess() throws IOException {
        try (var free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        settings.put("GATEWAY_PORT", Integer.toString(port));
        settings.put("GATEWAY_REQUEST_TIMEOUT", "60");
        settings.put("GATEWAY_IDLE_TIMEOUT", "75");
        var log = directory.resolve("gateway.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:MaxMetaspaceSize=64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gateway.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().putAll(settings);
        gateway = process.start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Files.exists(log) && Files.readString(log).contains("listens"));
    }

    private Socket connect() throws IOException {
        var client = new Socket("127.0.0.1", port);
        client.setSoTimeout(60_000);
        client.getOutputStream().write(HEAD.getBytes(ISO_8859_1));
        send(client, FIRST_PART);
        return client;
    }

    private static void send(Socket client, int bytes) throws IOException {
        var out = client.getOutputStream();
        out.write((Integer.toHexString(bytes) + "\r\n" + "a".repeat(bytes) + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    private static boolean isAnswered(Socket client) {
        try {
            return client.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String statusLine(Socket client) {
        try {
            client.setSoTimeout(60_000);
            var answer = new StringBuilder();
            for (var read = client.getInputStream().read();
                    read >= 0 && read != '\r';
                    read = client.getInputStream().read()) {
                answer.append((char) read);
            }
            return answer.toString();
        } catch (IOException e) {
            return "";
        }
    }
}
