package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** The current address of each service, and the number of requests in progress. All calls come from one event loop. */
final class Backends {

    /** Longer than any request that is worth waiting for. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Map<String, Backend> current;
    private final Map<Backend, Integer> underWay = new HashMap<>();
    private final Map<Backend, Promise<Void>> drained = new HashMap<>();

    Backends(Vertx vertx, Map<String, Backend> addresses) {
        this.vertx = vertx;
        this.current = new HashMap<>(addresses);
    }

    /** The backend for a request, to be given back when the request has been answered. */
    Backend take(String service) {
        var backend = current.get(service);
        underWay.merge(backend, 1, Integer::sum);
        return backend;
    }

    void giveBack(Backend backend) {
        if (underWay.merge(backend, -1, Integer::sum) == 0) {
            underWay.remove(backend);
            var waiting = drained.remove(backend);
            if (waiting != null) {
                waiting.tryComplete();
            }
        }
    }

    boolean knows(String service) {
        return current.containsKey(service);
    }

    /**
     * Sends new requests to another address.
     *
     * @return completes once the previous backend has answered its last request; fails if that takes too long
     */
    Future<Void> lead(String service, Backend backend) {
        var before = current.put(service, backend);
        if (before.equals(backend) || !underWay.containsKey(before)) {
            return Future.succeededFuture();
        }
        var waiting = drained.computeIfAbsent(before, unused -> Promise.promise());
        vertx.setTimer(
                DRAIN_TIMEOUT.toMillis(), late -> waiting.tryFail("Requests to " + before + " are still under way."));
        return waiting.future();
    }
}
