package org.mentoring.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Rules and dashboards ask for what services really export. */
@ExtendWith(RunningPlatform.class)
class MetricsTest {

    private final Platform platform;

    MetricsTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void everyMetricOfARuleOrDashboardIsExportedByAService() throws IOException {
        try (var api = new Api(platform.addresses())) {
            var slots = Slots.of(api, "Alan Turing");
            api.as("margaret")
                    .post("/api/v1/bookings", """
                            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                            """.formatted(slots.mentor(), slots.next()))
                    .expect(201);
        }
        parkAnEvent();

        var wanted = Monitoring.metrics();
        assertThat(wanted).contains("mentoring_bookings_total", "mentoring_outbox_oldest_seconds");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(exported()).containsAll(wanted));
    }

    /** As a consumer does that could not handle it: there is nothing to count otherwise. */
    private void parkAnEvent() {
        Map<String, Object> broker = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.addresses().kafka());
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("mentoring.bookings.user-service.dlq", "{}"));
        }
    }

    private Set<String> exported() {
        return platform.services().stream()
                .flatMap(service -> scrape(service).lines())
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private String scrape(String service) {
        try (var metrics =
                platform.management(service).resolve("metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
