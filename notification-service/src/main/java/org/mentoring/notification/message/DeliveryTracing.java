package org.mentoring.notification.message;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.event.Traceparent;

/** Watches mails being handed to the mail server: the last step of the trace that began with somebody's request. */
@ApplicationScoped
class DeliveryTracing {

    private final Tracer tracer;
    private final MeterRegistry metrics;
    private final Clock clock;

    DeliveryTracing(Tracer tracer, MeterRegistry metrics, Clock clock) {
        this.tracer = tracer;
        this.metrics = metrics;
        this.clock = clock;
    }

    Uni<Void> watch(ClaimedMessage message, Uni<Void> delivery) {
        return Uni.createFrom().deferred(() -> {
            var begun = clock.instant();
            var span = tracer.spanBuilder("mail " + message.kindName())
                    .setSpanKind(SpanKind.CLIENT)
                    .setParent(Traceparent.context(message.traceparent()))
                    .startSpan();
            return delivery.invoke(() -> metrics.timer("mentoring.mails.delay", "kind", message.kindName())
                            .record(Duration.between(message.createdAt(), message.claimedAt())
                                    .plus(Duration.between(begun, clock.instant()))))
                    .onFailure()
                    // Without its message: mail servers quote the address.
                    .invoke(failure ->
                            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName()))
                    .onTermination()
                    .invoke(span::end);
        });
    }
}
