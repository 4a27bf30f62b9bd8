package org.mentoring.local.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The bodies of requests that wait for their service, or are still being received, are held in memory together. */
class RequestBodyTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MOST_OF_ALL = 100;
    private static final String MORE_THAN_HALF = "a".repeat(60);

    private final Vertx vertx = Vertx.vertx();
    private final RequestBody bodies = new RequestBody(vertx, MOST_OF_ALL, TIMEOUT);
    private final BlockingQueue<HttpServerResponse> waiting = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach
    void start() throws Exception {
        var router = Router.router(vertx);
        router.route().handler(this::read);
        port = GatewayCase.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        GatewayCase.await(vertx.close());
    }

    @Test
    void buffersABodyUntilItsRequestIsAnswered() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var first = send(http);
            var response = waiting.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

            assertThat(send(http).get().statusCode()).isEqualTo(503);

            response.end();
            assertThat(first.get().statusCode()).isEqualTo(200);
            await().atMost(TIMEOUT).until(() -> answered(http) == 200);
            await().atMost(TIMEOUT).until(() -> answered(http) == 200);
        }
    }

    @Test
    void releasesTheBodyOfAClosedConnection() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            send(http);
            assertThat(waiting.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            http.shutdownNow();
        }
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(TIMEOUT).until(() -> answered(http) == 200);
        }
    }

    private void read(RoutingContext context) {
        bodies.read(
                context.request(),
                Gateway.answered(context),
                MOST_OF_ALL,
                body -> waiting.add(context.response()),
                refusal -> Exchange.of(context.request()).refuse(refusal));
    }

    /** The status of a request that its service answers at once. */
    private int answered(HttpClient http) throws Exception {
        var sent = send(http);
        while (!sent.isDone()) {
            var response = waiting.poll(10, TimeUnit.MILLISECONDS);
            if (response != null) {
                response.end();
            }
        }
        return sent.get().statusCode();
    }

    private CompletableFuture<HttpResponse<Void>> send(HttpClient http) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(TIMEOUT)
                        .POST(BodyPublishers.ofString(MORE_THAN_HALF))
                        .build(),
                BodyHandlers.discarding());
    }
}
