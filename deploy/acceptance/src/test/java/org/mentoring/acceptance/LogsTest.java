package org.mentoring.acceptance;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What every service writes down of requests that it refuses and of events that it cannot take: nothing that is somebody's. */
@ExtendWith(RunningPlatform.class)
class LogsTest {

    private static final Duration UNTIL_PARKED = Duration.ofMinutes(2);
    private static final String PARKED = " is parked";
    /** Between them, one that each service reads. */
    private static final Map<String, String> EVENTS = Map.of(
            "mentoring.bookings", "org.mentoring.booking.confirmed.v1",
            "mentoring.mentors", "org.mentoring.mentor.approved.v1",
            "mentoring.sessions", "org.mentoring.session.completed.v1");

    private static final List<String> REFUSED = List.of(
            "PUT /api/v1/users/me",
            "PUT /api/v1/mentors/me/expertise",
            "POST /api/v1/bookings",
            "POST /api/v1/reviews",
            "PUT /api/v1/notifications/preferences");

    private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void containNoPersonalData(Platform platform) {
        var parkedBefore = new HashMap<String, Integer>();
        platform.services().forEach(service -> parkedBefore.put(service, parked(platform, service)));
        publishWhatNobodyCanRead(platform.addresses());
        String token;
        try (var api = new Api(platform.addresses())) {
            token = api.token("linus");
            for (var operation : REFUSED) {
                var method = operation.substring(0, operation.indexOf(' '));
                var path = operation.substring(operation.indexOf(' ') + 1);
                var answer = api.withToken(token)
                        .send(method, path, Map.of("If-Match", "\"1\""), "{\"%1$s\": \"%1$s\"}".formatted(canary));
                assertThat(answer.status()).as(operation).isBetween(400, 499);
            }
        }

        await().atMost(UNTIL_PARKED)
                .untilAsserted(() -> assertThat(parkedBefore)
                        .allSatisfy((service, before) -> assertThat(parked(platform, service))
                                .as(service)
                                .isGreaterThan(before)));
        assertThat(platform.services())
                .allSatisfy(service -> assertThat(platform.log(service)).doesNotContain(canary, token));
    }

    private static int parked(Platform platform, String service) {
        return platform.log(service).split(PARKED, -1).length - 1;
    }

    private void publishWhatNobodyCanRead(Addresses addresses) {
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            EVENTS.forEach((topic, type) -> producer.send(event(topic, type)));
        }
    }

    private ProducerRecord<String, String> event(String topic, String type) {
        var subject = UUID.randomUUID().toString();
        var event = new ProducerRecord<>(topic, subject, """
                {"user_id": "%1$s", "user_name": "%1$s", "user_email": "%1$s@example.org", "mentor_id": "%1$s", "note": "%1$s"}
                """.formatted(canary));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", "/mentoring/a-stranger",
                        "ce_type", type,
                        "ce_subject", subject,
                        "ce_time", "2026-01-01T00:00:00Z",
                        "ce_aggregateversion", "1",
                        "content-type", "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        return event;
    }
}
