package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** The current address of each service, and the requests in progress. All calls come from one event loop. */
final class Backends {

    private final Vertx vertx;
    private final Duration drainTimeout;
    private final Map<String, Backend> current;
    private final Map<Backend, Set<Taken>> underWay = new HashMap<>();
    private final Map<Backend, Promise<Void>> drained = new HashMap<>();

    /** @param drainTimeout longer than any request that is worth waiting for */
    Backends(Vertx vertx, Map<String, Backend> addresses, Duration drainTimeout) {
        this.vertx = vertx;
        this.drainTimeout = drainTimeout;
        this.current = new HashMap<>(addresses);
    }

    /** A backend while it is used by a request. Each is another, although the requests are alike. */
    static final class Taken {

        private final Backend backend;
        private final String request;
        private final long since = System.nanoTime();

        private Taken(Backend backend, String request) {
            this.backend = backend;
            this.request = request;
        }

        Backend backend() {
            return backend;
        }

        @Override
        public String toString() {
            return "%s for %d s"
                    .formatted(
                            request, Duration.ofNanos(System.nanoTime() - since).toSeconds());
        }
    }

    /**
     * The backend for a request, to be given back when the request has been answered.
     *
     * @param request what it asks for, for messages
     */
    Taken take(String service, String request) {
        var taken = new Taken(current.get(service), request);
        underWay.computeIfAbsent(taken.backend, first -> new LinkedHashSet<>()).add(taken);
        return taken;
    }

    void giveBack(Taken taken) {
        var others = underWay.get(taken.backend);
        others.remove(taken);
        if (others.isEmpty()) {
            underWay.remove(taken.backend);
            var waiting = drained.remove(taken.backend);
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
        var timer = vertx.setTimer(drainTimeout.toMillis(), late -> {
            drained.remove(before, waiting);
            waiting.tryFail(underWay(before));
        });
        waiting.future().onComplete(done -> vertx.cancelTimer(timer));
        return waiting.future();
    }

    private String underWay(Backend backend) {
        return underWay.get(backend).stream()
                .map(Taken::toString)
                .collect(Collectors.joining(", ", "Requests to " + backend + " are still under way: ", "."));
    }
}
