package org.mentoring.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.problem.ProblemException;

/** Counts what is asked of bookings by its outcome. */
@ApplicationScoped
class BookingMetrics {

    private final MeterRegistry registry;

    BookingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The outcome is done, the type of the problem that the caller gets, or failed. */
    Uni<Response> count(String operation, Uni<Response> work) {
        return work.onItem()
                .invoke(() -> increment(operation, "done"))
                .onFailure()
                .invoke(failure -> increment(operation, outcome(failure)));
    }

    private static String outcome(Throwable failure) {
        return failure instanceof ProblemException problem ? problem.type().slug() : "failed";
    }

    private void increment(String operation, String outcome) {
        registry.counter("mentoring.bookings", "operation", operation, "outcome", outcome)
                .increment();
    }
}
