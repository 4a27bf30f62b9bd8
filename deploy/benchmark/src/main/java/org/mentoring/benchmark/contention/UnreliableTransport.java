package org.mentoring.benchmark.contention;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;

/** Sends requests to the instances; some are given up after a short timeout or aborted in the middle. */
final class UnreliableTransport {

    private static final long TIMEOUT_MILLIS = 5_000;
    private static final int IMPATIENT_PER_THOUSAND = 15;
    private static final int IMPATIENT_HOLDS_PER_THOUSAND = 2;
    private static final int MAX_IMPATIENT_TIMEOUT_MILLIS = 12;
    private static final int ABORTED_PER_THOUSAND = 3;

    private final Vertx vertx;
    private final HttpClient client;
    private final List<Integer> ports;
    private final Map<UUID, String> tokens;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();

    /** @param tokens by the person; may be replaced by fresh ones while the run goes on */
    UnreliableTransport(Vertx vertx, List<Integer> ports, Map<UUID, String> tokens, int clients) {
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setKeepAlive(true).setConnectTimeout((int) TIMEOUT_MILLIS))
                .with(new PoolOptions().setHttp1MaxSize(clients))
                // The reply fails as well; without a handler each failure would also be logged.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
        this.ports = ports;
        this.tokens = tokens;
    }

    /** The outcome of one request. */
    sealed interface Reply {

        record Answer(int status, JsonObject body) implements Reply {}

        /** The request was not sent. */
        record NotSent() implements Reply {}

        record Lost() implements Reply {}
    }

    /** How many requests were sent. */
    long requests() {
        return requests.get();
    }

    /** How many requests were given up before their answer. */
    long abandoned() {
        return abandoned.get();
    }

    /** Sends a request to one of the instances; never fails. */
    Future<Reply> send(PlannedRequest planned, Random random) {
        var options = new RequestOptions()
                .setMethod(planned.method())
                .setHost("localhost")
                .setPort(ports.get(random.nextInt(ports.size())))
                .setURI(planned.path());
        return client.request(options)
                .compose(
                        request -> exchange(request, planned, random),
                        failure -> Future.succeededFuture(new Reply.NotSent()));
    }

    private Future<Reply> exchange(HttpClientRequest request, PlannedRequest planned, Random random) {
        requests.incrementAndGet();
        request.exceptionHandler(failure -> {});
        request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.get(planned.caller()));
        if (planned.key() != null) {
            request.putHeader("Idempotency-Key", planned.key());
        }
        if (planned.kind() != Kind.RELEASE) {
            request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        var impatient =
                random.nextInt(1000) < (planned.repeatable() ? IMPATIENT_PER_THOUSAND : IMPATIENT_HOLDS_PER_THOUSAND);
        if (impatient
                && planned.repeatable()
                && random.nextInt(1000) < ABORTED_PER_THOUSAND * 1000 / IMPATIENT_PER_THOUSAND) {
            return sendHalf(request, planned);
        }
        var timeout = impatient
                ? TimeUnit.MILLISECONDS.toMillis(1 + random.nextInt(MAX_IMPATIENT_TIMEOUT_MILLIS))
                : TIMEOUT_MILLIS;
        var reply = Promise.<Reply>promise();
        var timer = vertx.setTimer(timeout, expired -> {
            if (reply.tryComplete(new Reply.Lost())) {
                abandoned.incrementAndGet();
                request.reset();
            }
        });
        var sent = planned.kind() == Kind.RELEASE ? request.send() : request.send(planned.body());
        sent.compose(response -> response.body().map(body -> answer(response.statusCode(), body.toString())))
                .otherwise(failure -> new Reply.Lost())
                .onSuccess(answer -> {
                    vertx.cancelTimer(timer);
                    reply.tryComplete(answer);
                });
        return reply.future();
    }

    /** Announces the length of the body, sends half of it, and resets the request. */
    private Future<Reply> sendHalf(HttpClientRequest request, PlannedRequest planned) {
        var body = planned.body();
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        request.write(body.substring(0, body.length() / 2)).onComplete(written -> request.reset());
        abandoned.incrementAndGet();
        return Future.succeededFuture(new Reply.Lost());
    }

    private static Reply answer(int status, String body) {
        return new Reply.Answer(status, body.isEmpty() ? new JsonObject() : new JsonObject(body));
    }
}
