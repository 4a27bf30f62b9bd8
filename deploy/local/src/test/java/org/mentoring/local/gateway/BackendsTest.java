package org.mentoring.local.gateway;

import java.util.Map;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackendsTest {

    private static final String SERVICE = "booking-service";
    private static final Backend FIRST = new Backend("127.0.0.1", 1);
    private static final Backend SECOND = new Backend("127.0.0.1", 2);

    private final Vertx vertx = Vertx.vertx();
    private final Backends backends = new Backends(vertx, Map.of(SERVICE, FIRST));

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void routesNewRequestsElsewhereAndReportsWhenTheLastOldOneIsAnswered() {
        var old = backends.take(SERVICE);
        var other = backends.take(SERVICE);

        var drained = backends.lead(SERVICE, SECOND);

        assertThat(backends.take(SERVICE)).isEqualTo(SECOND);
        backends.giveBack(old);
        assertThat(drained.isComplete()).isFalse();
        backends.giveBack(other);
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void drainsAtOnceWithoutRequestsInProgress() {
        backends.giveBack(backends.take(SERVICE));

        assertThat(backends.lead(SERVICE, SECOND).succeeded()).isTrue();
        assertThat(backends.lead(SERVICE, SECOND).succeeded()).isTrue();
    }
}
