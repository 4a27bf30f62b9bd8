package org.mentoring.kit.inbox;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

/** What becomes of events, and how old they are by then. */
@ApplicationScoped
class InboxMetrics {

    private final MeterRegistry registry;
    private final Clock clock;

    InboxMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Shows for how long a consumer has been at an event: those behind it wait, whatever it waits for. */
    <T> Uni<T> timed(String consumer, Uni<T> handling) {
        return Uni.createFrom().deferred(() -> {
            var task = registry.more()
                    .longTaskTimer("mentoring.events.handling", "consumer", consumer)
                    .start();
            return handling.onTermination().invoke(task::stop);
        });
    }

    /** @param applied false for one that came before, or after a later one of its aggregate */
    void settled(String consumer, Event event, boolean applied) {
        count(consumer, applied ? "applied" : "repeated");
        if (applied && event.time() != null) {
            var delay = Duration.between(event.time(), clock.instant());
            registry.timer("mentoring.events.delay", "consumer", consumer)
                    .record(delay.isNegative() ? Duration.ZERO : delay);
        }
    }

    void parked(String consumer) {
        count(consumer, "parked");
    }

    private void count(String consumer, String outcome) {
        registry.counter("mentoring.events", "consumer", consumer, "outcome", outcome)
                .increment();
    }
}
