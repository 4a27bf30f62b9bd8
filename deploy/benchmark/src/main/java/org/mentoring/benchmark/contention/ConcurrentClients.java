package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.contention.UnreliableTransport.Reply;

/**
 * Clients that send requests concurrently. A request without an answer is repeated with the same idempotency key, to any instance, until
 * it is answered; without a key its outcome stays unknown.
 */
final class ConcurrentClients {

    private static final int MAX_REQUESTS = 400;
    private static final long RETRY_DELAY_MILLIS = 50;
    private static final long POLL_MILLIS = 20;

    private final Vertx vertx;
    private final Workload workload;
    private final UnreliableTransport transport;
    private final History history;
    private final long attempts;
    private final AtomicLong left;
    private final CountDownLatch clients;

    ConcurrentClients(
            Vertx vertx,
            Workload workload,
            UnreliableTransport transport,
            History history,
            int clients,
            long attempts) {
        this.vertx = vertx;
        this.workload = workload;
        this.transport = transport;
        this.history = history;
        this.attempts = attempts;
        this.left = new AtomicLong(attempts);
        this.clients = new CountDownLatch(clients);
    }

    /** Lets them ask until all attempts are made. */
    void begin() {
        for (var client = clients.getCount(); client > 0; client--) {
            var random = new Random(client);
            vertx.runOnContext(begin -> next(random));
        }
    }

    void awaitEnd() throws InterruptedException {
        clients.await();
    }

    /** How many attempts are under way or made. */
    long made() {
        return attempts - Math.max(left.get(), 0);
    }

    /** Waits until so many attempts are under way or made; false when all are before. */
    boolean awaitMade(long count) throws InterruptedException {
        while (made() < count) {
            if (clients.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return count <= attempts;
    }

    private void next(Random random) {
        if (left.getAndDecrement() <= 0) {
            clients.countDown();
            return;
        }
        var planned = workload.next(random);
        send(new Operation(planned, random, history.now()));
    }

    /** A request on its way, repeated until it is answered. */
    private static final class Operation {

        private final PlannedRequest planned;
        private final Random random;
        private final Instant invoked;
        private int requests;
        private boolean lost;

        Operation(PlannedRequest planned, Random random, Instant invoked) {
            this.planned = planned;
            this.random = random;
            this.invoked = invoked;
        }
    }

    private void send(Operation operation) {
        operation.requests++;
        transport.send(operation.planned, operation.random).onSuccess(reply -> {
            switch (reply) {
                case Reply.NotSent() -> retry(operation);
                case Reply.Lost() -> {
                    operation.lost = true;
                    if (operation.planned.repeatable()) {
                        retry(operation);
                    } else {
                        complete(operation, new Outcome.Unknown(""));
                    }
                }
                case Reply.Answer answer -> answered(operation, answer);
            }
        });
    }

    private void answered(Operation operation, Reply.Answer answer) {
        var problem = answer.body().getString("type", "").intern();
        if (answer.status() < 300) {
            var state = BookingJson.state(operation.planned, answer.body());
            if (state != null) {
                workload.remember(state);
            }
            complete(operation, new Outcome.Done(state));
        } else if (problem.endsWith(":request-in-flight") || answer.status() == 503) {
            retry(operation);
        } else {
            // A request that was lost may still be under way, and find free what this one found taken.
            complete(
                    operation,
                    operation.lost
                            ? new Outcome.Unknown(answer.status() + " " + problem)
                            : new Outcome.Refused(answer.status(), problem));
        }
    }

    private void retry(Operation operation) {
        if (operation.requests >= MAX_REQUESTS) {
            complete(operation, new Outcome.Unknown(""));
        } else {
            vertx.setTimer(RETRY_DELAY_MILLIS, passed -> send(operation));
        }
    }

    private void complete(Operation operation, Outcome outcome) {
        history.add(operation.planned.attempt(operation.invoked, history.now(), outcome));
        next(operation.random);
    }
}
