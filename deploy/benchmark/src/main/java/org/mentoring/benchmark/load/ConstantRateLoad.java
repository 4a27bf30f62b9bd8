package org.mentoring.benchmark.load;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import org.mentoring.benchmark.Measurements;

/**
 * An open load: GET requests at a constant rate, sent whether or not earlier ones were answered. Each is measured from when it was due,
 * so that a stalled server does not reduce what is measured (coordinated omission).
 */
public final class ConstantRateLoad {

    private static final int CONNECTIONS = 64;

    private final Context context;
    private final HttpClient client;
    private final int port;

    public ConstantRateLoad(Vertx vertx, int port) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.port = port;
    }

    /**
     * Milliseconds of each request.
     *
     * @param paths one after the other, and again
     * @throws IllegalStateException if an answer is another than the expected one
     */
    public Measurements run(List<String> paths, int expected, int perSecond, int seconds) throws InterruptedException {
        var count = perSecond * seconds;
        var millis = new double[count];
        var failures = new int[1];
        var open = new CountDownLatch(count);
        var begin = System.nanoTime();
        for (var i = 0; i < count; i++) {
            var number = i;
            var due = begin + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            var path = paths.get(i % paths.size());
            // On the loop: from another thread an answer could be over before anybody asks for its body.
            context.runOnContext(now -> status(path).onComplete(status -> {
                millis[number] = (System.nanoTime() - due) / 1e6;
                if (status.failed() || status.result() != expected) {
                    failures[0]++;
                }
                open.countDown();
            }));
        }
        open.await();
        if (failures[0] > 0) {
            throw new IllegalStateException(failures[0] + " requests were not answered with " + expected);
        }
        return new Measurements(millis);
    }

    private Future<Integer> status(String path) {
        return client.request(HttpMethod.GET, port, "localhost", path)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(body -> response.statusCode()));
    }
}
