package org.mentoring.notification.deadletter;

import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.lifecycle.GracefulShutdown;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterConsumerTest {

    private final GracefulShutdown shutdown = new GracefulShutdown();
    private final DeadLetterConsumer consumer = new DeadLetterConsumer(null, shutdown);

    /** A message that is no record of Kafka fails as soon as somebody looks at it. */
    @Test
    void leavesWhatComesAfterTheEndToWhoConsumesNext() {
        var settled = new AtomicInteger();
        shutdown.begin(new ShutdownEvent());

        consumer.on(Message.of(new byte[0]))
                .subscribe()
                .with(done -> settled.incrementAndGet(), failure -> settled.incrementAndGet());

        assertThat(settled).hasValue(0);
    }
}
