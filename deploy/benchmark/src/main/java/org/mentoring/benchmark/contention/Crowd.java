package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.contention.Wire.Reply;

/**
 * Clients who all want something at once. Who gets no answer asks again under the same key, of any instance, until an
 * answer comes; where there is no key, what became of it stays open.
 */
final class Crowd {

    private static final int MOST_REQUESTS = 400;
    private static final long PAUSE_MILLIS = 50;
    private static final long LOOK_MILLIS = 20;

    private final Vertx vertx;
    private final World world;
    private final Wire wire;
    private final History history;
    private final long attempts;
    private final AtomicLong left;
    private final CountDownLatch clients;

    Crowd(Vertx vertx, World world, Wire wire, History history, int clients, long attempts) {
        this.vertx = vertx;
        this.world = world;
        this.wire = wire;
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
        var wish = world.wish(random);
        send(new Pursuit(wish, random, history.now()));
    }

    /** A wish on its way. */
    private static final class Pursuit {

        private final Wish wish;
        private final Random random;
        private final Instant invoked;
        private int requests;
        private boolean lost;

        Pursuit(Wish wish, Random random, Instant invoked) {
            this.wish = wish;
            this.random = random;
            this.invoked = invoked;
        }
    }

    private void send(Pursuit pursuit) {
        pursuit.requests++;
        wire.send(pursuit.wish, pursuit.random).onSuccess(reply -> {
            switch (reply) {
                case Reply.NotSent() -> again(pursuit);
                case Reply.Lost() -> {
                    pursuit.lost = true;
                    if (pursuit.wish.repeatable()) {
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
            var standing = Answers.standing(pursuit.wish, answer.body());
            if (standing != null) {
                world.learn(standing);
            }
            end(pursuit, new Outcome.Done(standing));
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
        history.add(pursuit.wish.attempt(pursuit.invoked, history.now(), outcome));
        next(pursuit.random);
    }
}
