package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.contention.UnreliableTransport.Reply;

/**
 * Clients who all want something at once. Who gets no answer asks again under the same key, of any instance, until an
 * answer comes; where there is no key, what became of it stays open.
 */
final class ConcurrentClients {

    private static final int MOST_REQUESTS = 400;
    private static final long PAUSE_MILLIS = 50;
    private static final long LOOK_MILLIS = 20;

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
            if (clients.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
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
        send(new Pursuit(planned, random, history.now()));
    }

    /** A request on its way, repeated until it is answered. */
    private static final class Pursuit {

        private final PlannedRequest planned;
        private final Random random;
        private final Instant invoked;
        private int requests;
        private boolean lost;

        Pursuit(PlannedRequest planned, Random random, Instant invoked) {
            this.planned = planned;
            this.random = random;
            this.invoked = invoked;
        }
    }

    private void send(Pursuit pursuit) {
        pursuit.requests++;
        transport.send(pursuit.planned, pursuit.random).onSuccess(reply -> {
            switch (reply) {
                case Reply.NotSent() -> again(pursuit);
                case Reply.Lost() -> {
                    pursuit.lost = true;
                    if (pursuit.planned.repeatable()) {
                        again(pursuit);
                    } else {
                        end(pursuit, new Outcome.Unknown(""));
                    }
                }
                case Reply.Answer answer -> answered(pursuit, answer);
            }
        });
    }

    private void answered(Pursuit pursuit, Reply.Answer answer) {
        var problem = answer.body().getString("type", "").intern();
        if (answer.status() < 300) {
            var state = Answers.state(pursuit.planned, answer.body());
            if (state != null) {
                workload.learn(state);
            }
            end(pursuit, new Outcome.Done(state));
        } else if (problem.endsWith(":request-in-flight") || answer.status() == 503) {
            again(pursuit);
        } else {
            // A request that was lost may still be under way, and find free what this one found taken.
            end(
                    pursuit,
                    pursuit.lost
                            ? new Outcome.Unknown(answer.status() + " " + problem)
                            : new Outcome.Refused(answer.status(), problem));
        }
    }

    private void again(Pursuit pursuit) {
        if (pursuit.requests >= MOST_REQUESTS) {
            end(pursuit, new Outcome.Unknown(""));
        } else {
            vertx.setTimer(PAUSE_MILLIS, passed -> send(pursuit));
        }
    }

    private void end(Pursuit pursuit, Outcome outcome) {
        history.add(pursuit.planned.attempt(pursuit.invoked, history.now(), outcome));
        next(pursuit.random);
    }
}
