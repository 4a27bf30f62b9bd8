package org.mentoring.notification.deadletter;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.ScheduledJobs;

/** Shows how many dead letters wait for a decision; every replica shows the same number. */
@ApplicationScoped
class DeadLetterGauge {

    private final ScheduledJobs jobs;
    private final DeadLetters letters;
    private final MultiGauge gauge;

    DeadLetterGauge(ScheduledJobs jobs, DeadLetters letters, MeterRegistry metrics) {
        this.jobs = jobs;
        this.letters = letters;
        this.gauge = MultiGauge.builder("mentoring.dead.letters")
                .description("Events that a service could not apply and nobody has decided on")
                .register(metrics);
    }

    @Scheduled(
            every = "${mentoring.dead-letters.check-every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return jobs.run(
                "Counting dead letters failed",
                () -> letters.counts().invoke(this::show).replaceWithVoid());
    }

    private void show(List<DeadLetters.Count> counts) {
        gauge.register(
                counts.stream()
                        .map(count -> MultiGauge.Row.of(
                                Tags.of("topic", count.topic(), "service", count.service()), count.parked()))
                        .toList(),
                true);
    }
}
