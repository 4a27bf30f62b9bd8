package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BackendsTest {

    private static final String SERVICE = "booking-service";
    private static final Backend FIRST = new Backend("127.0.0.1", 1);
    private static final Backend SECOND = new Backend("127.0.0.1", 2);

    private final Vertx vertx = Vertx.vertx();
    private final Backends backends = new Backends(vertx, Map.of(SERVICE, FIRST), Duration.ofMinutes(2));

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void routesNewRequestsElsewhereAndReportsWhenTheLastOldOneIsAnswered() {
        var old = backends.take(SERVICE, "GET /mentors");
        var other = backends.take(SERVICE, "GET /mentors");

        var drained = backends.lead(SERVICE, SECOND);

        assertThat(backends.take(SERVICE, "GET /mentors").backend()).isEqualTo(SECOND);
        backends.giveBack(old);
        assertThat(drained.isComplete()).isFalse();
        backends.giveBack(other);
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void drainsAtOnceWithoutRequestsInProgress() {
        backends.giveBack(backends.take(SERVICE, "GET /mentors"));

        assertThat(backends.lead(SERVICE, SECOND).succeeded()).isTrue();
        assertThat(backends.lead(SERVICE, SECOND).succeeded()).isTrue();
    }

    @Test
    void forgetsTheTimeoutOnceTheLastRequestIsAnswered() {
        var failures = new CopyOnWriteArrayList<Throwable>();
        vertx.exceptionHandler(failures::add);
        var impatient = new Backends(vertx, Map.of(SERVICE, FIRST), Duration.ofMillis(100));
        var old = impatient.take(SERVICE, "GET /mentors");
        impatient.lead(SERVICE, SECOND);
        impatient.giveBack(old);
        impatient.take(SERVICE, "GET /mentors");

        // Times out after the first one would have.
        var late = impatient.lead(SERVICE, FIRST);

        await().atMost(2, MINUTES).until(late::isComplete);
        assertThat(failures).isEmpty();
    }

    @Test
    void namesTheRequestsThatTakeTooLongAndWaitsForThemAnew() {
        var impatient = new Backends(vertx, Map.of(SERVICE, FIRST), Duration.ofMillis(1));
        var old = impatient.take(SERVICE, "GET /mentors");

        var late = impatient.lead(SERVICE, SECOND);

        await().atMost(2, MINUTES).until(late::isComplete);
        assertThat(late.cause()).hasMessageContaining("are still under way: GET /mentors for 0 s");
        impatient.lead(SERVICE, FIRST);
        assertThat(impatient.lead(SERVICE, SECOND)).isNotSameAs(late);
        impatient.giveBack(old);
        assertThat(impatient.lead(SERVICE, FIRST).succeeded()).isTrue();
    }
}
