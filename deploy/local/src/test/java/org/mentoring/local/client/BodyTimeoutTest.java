package org.mentoring.local.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BodyTimeoutTest {

    private static final String HALF_AN_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive ";

    @Test
    @Timeout(60)
    void givesUpAnAnswerThatStopsInTheMiddle() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var http = HttpClient.newHttpClient()) {
            var asked = HttpRequest.newBuilder(URI.create("http://localhost:" + server.getLocalPort()))
                    .build();
            var givenUp = new CountDownLatch(1);
            var half = Thread.ofVirtual().start(() -> answerHalf(server, givenUp));

            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(
                            () -> new BodyTimeout(http, Duration.ofMillis(300)).send(asked, BodyHandlers.ofString()));

            givenUp.countDown();
            half.join();
        }
    }

    private static void answerHalf(ServerSocket server, CountDownLatch givenUp) {
        try (var connection = server.accept()) {
            connection.getOutputStream().write(HALF_AN_ANSWER.getBytes(US_ASCII));
            givenUp.await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
