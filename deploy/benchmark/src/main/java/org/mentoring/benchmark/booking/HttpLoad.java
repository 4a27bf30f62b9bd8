package org.mentoring.benchmark.booking;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import org.mentoring.benchmark.load.ConstantConcurrencyLoad;

/** Bookings by {@code POST /bookings}, each mentee with a token of its own, at one replica after the other. */
final class HttpLoad extends ConstantConcurrencyLoad {

    private static final int CREATED = 201;

    private final HttpClient client;
    private final List<Integer> ports;
    private final AtomicInteger requests = new AtomicInteger();
    private final MentorMenteePairs pairs;

    HttpLoad(Vertx vertx, List<Integer> ports, MentorMenteePairs pairs) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
        this.ports = ports;
        this.pairs = pairs;
    }

    @Override
    protected Future<Void> start() {
        var planned = pairs.next();
        var body = """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "%s"}
                """.formatted(planned.pair().mentor(), planned.start(), MentorMenteePairs.SESSION_TYPE);
        var port = ports.get(Math.floorMod(requests.getAndIncrement(), ports.size()));
        return client.request(HttpMethod.POST, port, "localhost", "/api/v1/bookings")
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer " + planned.pair().token())
                        .send(body))
                .compose(response -> response.body()
                        .compose(answer -> response.statusCode() == CREATED
                                ? Future.succeededFuture()
                                : Future.failedFuture(response.statusCode() + " " + answer)));
    }
}
