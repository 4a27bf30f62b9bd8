package org.mentoring.benchmark.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service, killed and started again at once, as a pod is. */
@Tag("slow")
class KilledConsumerTest {

    private static final int KILLS = 3;
    private static final int EVENTS = 12;
    private static final String TAKEN = "SELECT count(DISTINCT id) FROM inbox WHERE id = ANY (string_to_array(?, ','))";
    private static final Duration LONGEST_AFTER_A_KILL = Duration.ofSeconds(10);
    private static final Duration LONGEST_AFTER_BEING_READY = Duration.ofSeconds(5);

    @Test
    void consumesEventsWithinTenSecondsAndIsReadyOnlyThen() throws Exception {
        var mail = new MailResource();
        try (var parts = ServiceParts.start("notification")) {
            parts.settings().putAll(mail.start());
            var began = Instant.now();
            try (var service = ServiceProcess.start("notification-service", parts.settings())) {
                // How long a start takes on this machine where nobody was killed.
                var firstStart = Duration.between(began, Instant.now());
                var times = new ArrayList<Times>();
                for (int i = 0; i < KILLS; i++) {
                    awaitTaken(tell());
                    times.add(kill(service));
                }
                // Something else on the machine may make one slow; a session that has to expire makes all slow.
                assertThat(times)
                        .anySatisfy(time ->
                                assertThat(time.taken().minus(time.ready())).isLessThan(LONGEST_AFTER_BEING_READY))
                        .anySatisfy(time -> assertThat(time.taken()).isLessThan(LONGEST_AFTER_A_KILL.plus(firstStart)));
            }
        } finally {
            mail.stop();
        }
    }

    /** How long after a kill the next process was ready, and all events were taken in. */
    private record Times(Duration ready, Duration taken) {}

    private static Times kill(ServiceProcess service) throws Exception {
        var killed = Instant.now();
        service.kill();
        service.begin();
        var events = tell();
        service.awaitReady();
        var ready = Duration.between(killed, Instant.now());
        awaitTaken(events);
        var taken = Duration.between(killed, Instant.now());
        System.out.printf(
                "After a kill ready in %d ms, all events taken in after %d ms%n", ready.toMillis(), taken.toMillis());
        return new Times(ready, taken);
    }

    /** On every partition, as far as chance goes. */
    private static List<String> tell() {
        var events = Stream.generate(UUID::randomUUID).limit(EVENTS).toList();
        events.forEach(event -> Booked.any().tell(event));
        return events.stream().map(UUID::toString).toList();
    }

    private static void awaitTaken(List<String> events) {
        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(database, TAKEN, String.join(",", events)) == events.size();
            }
        });
    }
}
