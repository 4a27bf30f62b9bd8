package org.mentoring.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.acceptance.TraceCollector.Span;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens because of a request stands in the one trace that the request began with. */
@ExtendWith(RunningPlatform.class)
class TraceTest {

    private static final String BOOKING = "booking-service";
    private static final String NOTIFICATION = "notification-service";
    private static final String CALLER = "00f067aa0ba902b7";

    private final Platform platform;

    TraceTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void connectsGatewayDatabaseKafkaAndMails() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        platform.traces().watch(trace);
        try (var api = new Api(platform.addresses())) {
            var slots = Slots.of(api, "Grace Hopper");
            api.as("ken")
                    .post(
                            "/api/v1/bookings",
                            Map.of("traceparent", "00-" + trace + "-" + CALLER + "-01"),
                            """
                            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                            """.formatted(slots.mentor(), slots.next()))
                    .expect(201);
        }

        // Each service exports its spans when it sees fit, the one at the end of the way maybe first.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> holdsTogether(trace));
    }

    private void holdsTogether(String trace) {
        assertThat(mails(trace))
                .as("mails to both sides, among %s", platform.traces().spansOf(trace))
                .hasSize(2);
        for (var mail : mails(trace)) {
            var way = way(mail);
            assertThat(way.getLast().parent()).as("where it all began").isEqualTo(CALLER);
            assertThat(way.getLast().service()).isEqualTo(BOOKING);
            assertThat(way)
                    .extracting(span -> span.service() + ": " + span.name())
                    .startsWith(NOTIFICATION + ": mail booking-confirmed")
                    .anyMatch(step -> step.startsWith(NOTIFICATION) && step.contains("mentoring.bookings"))
                    .anyMatch(step -> step.startsWith(BOOKING) && step.contains("mentoring.bookings"));
        }
        assertThat(statements(BOOKING, trace)).as("SQL of the booking").isNotEmpty();
        assertThat(statements(NOTIFICATION, trace)).as("SQL of the consumer").isNotEmpty();
    }

    private List<Span> mails(String trace) {
        return platform.traces().spansOf(trace).stream()
                .filter(span -> span.name().startsWith("mail "))
                .toList();
    }

    /** Statements to the database, each with a way to where the trace began. */
    private List<Span> statements(String service, String trace) {
        return platform.traces().spansOf(trace).stream()
                .filter(span -> span.service().equals(service))
                .filter(span -> span.name().matches("(SELECT|INSERT|UPDATE|CALL|WITH)\\b.*"))
                .filter(span -> way(span).getLast().parent().equals(CALLER))
                .toList();
    }

    /** From a span to the first one of its trace that a service made. */
    private List<Span> way(Span from) {
        var byId = platform.traces().spansOf(from.trace()).stream()
                .collect(Collectors.toMap(Span::id, Function.identity()));
        return Stream.iterate(from, span -> span != null, span -> byId.get(span.parent()))
                .toList();
    }
}
