package org.mentoring.kit.inbox;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.lifecycle.GracefulShutdown;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the inbox ends. The services' tests say what it does with events; here none can be read, so that it needs no database. */
class InboxTest {

    private final GracefulShutdown shutdown = new GracefulShutdown();
    private final Inbox inbox = new Inbox(
            null,
            null,
            new InboxMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            null,
            shutdown,
            Clock.systemUTC());
    private final AtomicInteger parked = new AtomicInteger();
    private final CompletableFuture<Void> kafka = new CompletableFuture<>();

    @Test
    void shutdownWaitsForTheMessageInProgressToBeSettled() throws Exception {
        receive();
        var end = end();

        assertThat(parked).hasValue(1);
        assertThatThrownBy(() -> end.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        kafka.complete(null);
        end.get(30, SECONDS);
    }

    @Test
    void aMessageAfterShutdownIsNeitherAppliedNorParkedNorAwaited() throws Exception {
        end().get(30, SECONDS);

        receive();

        assertThat(parked).hasValue(0);
        end().get(30, SECONDS);
    }

    @Test
    void parksAMessageOnceKafkaTakesItAgain() throws Exception {
        var message = Message.of(
                "no event",
                () -> kafka,
                reason -> parked.incrementAndGet() == 1
                        ? CompletableFuture.failedFuture(new IllegalStateException("Kafka is not available"))
                        : CompletableFuture.completedFuture(null));

        inbox.receive("tests", message, (event, transaction) -> Uni.createFrom().voidItem())
                .subscribeAsCompletionStage()
                .get(30, SECONDS);

        assertThat(parked).hasValue(2);
    }

    private void receive() {
        var message = Message.of("no event", () -> kafka, reason -> {
            parked.incrementAndGet();
            return kafka;
        });
        inbox.receive("tests", message, (event, transaction) -> Uni.createFrom().voidItem())
                .subscribe()
                .with(settled -> {});
    }

    private CompletableFuture<Void> end() {
        return CompletableFuture.runAsync(() -> shutdown.begin(new ShutdownEvent()));
    }
}
