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

/** Carries requests to the instances, and sometimes goes away in the middle. */
final class UnreliableTransport {

    private static final long PATIENCE_MILLIS = 5_000;
    private static final int HASTY_IN_THOUSAND = 15;
    private static final int HOLDS_HASTY_IN_THOUSAND = 2;
    private static final int HASTY_PATIENCE_MILLIS = 12;
    private static final int BREAKING_OFF_IN_THOUSAND = 3;

    private final Vertx vertx;
    private final HttpClient client;
    private final List<Integer> ports;
    private final Map<UUID, String> tokens;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong goneAway = new AtomicLong();

    /** @param tokens by the person; may be replaced by fresh ones while the run goes on */
    UnreliableTransport(Vertx vertx, List<Integer> ports, Map<UUID, String> tokens, int clients) {
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setKeepAlive(true).setConnectTimeout((int) PATIENCE_MILLIS))
                .with(new PoolOptions().setHttp1MaxSize(clients))
                // The reply fails as well; without a handler each failure would also be logged.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
        this.ports = ports;
        this.tokens = tokens;
    }

    /** What came back from one request. */
    sealed interface Reply {

        record Answer(int status, JsonObject body) implements Reply {}

        /** The request never left. */
        record NotSent() implements Reply {}

        record Lost() implements Reply {}
    }

    /** How many requests left. */
    long requests() {
        return requests.get();
    }

    /** How many clients went away before their answer. */
    long goneAway() {
        return goneAway.get();
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
        var hasty = random.nextInt(1000) < (planned.repeatable() ? HASTY_IN_THOUSAND : HOLDS_HASTY_IN_THOUSAND);
        if (hasty
                && planned.repeatable()
                && random.nextInt(1000) < BREAKING_OFF_IN_THOUSAND * 1000 / HASTY_IN_THOUSAND) {
            return breakOff(request, planned);
        }
        var timeout =
                hasty ? TimeUnit.MILLISECONDS.toMillis(1 + random.nextInt(HASTY_PATIENCE_MILLIS)) : PATIENCE_MILLIS;
        var reply = Promise.<Reply>promise();
        var timer = vertx.setTimer(timeout, expired -> {
            if (reply.tryComplete(new Reply.Lost())) {
                goneAway.incrementAndGet();
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

    /** Says how long the body is, sends half of it, and goes. */
    private Future<Reply> breakOff(HttpClientRequest request, PlannedRequest planned) {
        var body = planned.body();
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        request.write(body.substring(0, body.length() / 2)).onComplete(written -> request.reset());
        goneAway.incrementAndGet();
        return Future.succeededFuture(new Reply.Lost());
    }

    private static Reply answer(int status, String body) {
        return new Reply.Answer(status, body.isEmpty() ? new JsonObject() : new JsonObject(body));
    }
}
