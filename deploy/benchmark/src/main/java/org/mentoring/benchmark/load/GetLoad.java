package org.mentoring.benchmark.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** GET requests of paths, one after the other and again; an answer with another status than the expected one ends the run. */
public final class GetLoad extends ConstantConcurrencyLoad {

    private final HttpClient client;
    private final List<RequestOptions> requests;
    private final int expected;
    private final AtomicInteger sent = new AtomicInteger();

    /** @param headers by path, of those paths that have any */
    public GetLoad(Vertx vertx, int port, List<String> paths, Map<String, Map<String, String>> headers, int expected) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
        requests = paths.stream()
                .map(path -> {
                    var request = new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost("localhost")
                            .setPort(port)
                            .setURI(path);
                    headers.getOrDefault(path, Map.of()).forEach(request::addHeader);
                    return request;
                })
                .toList();
        this.expected = expected;
    }

    @Override
    protected Future<Void> start() {
        return client.request(requests.get(Math.floorMod(sent.getAndIncrement(), requests.size())))
                .compose(request -> request.send()
                        .compose(response -> response.body()
                                .compose(body -> response.statusCode() == expected
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(response.statusCode() + " " + body))));
    }
}
