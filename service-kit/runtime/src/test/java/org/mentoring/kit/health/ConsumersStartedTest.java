package org.mentoring.kit.health;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumersStartedTest {

    private static final Instant START = Instant.parse("2026-11-29T00:00:00Z");

    private final Consumer<?, ?> users = stub(Consumer.class, Map.of());
    private final Consumer<?, ?> mentors = stub(Consumer.class, Map.of());
    private Instant now = START;

    private final ConsumersStarted check = new ConsumersStarted(
            new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(
                            Map.of(
                                    "mp.messaging.incoming.users.connector", "smallrye-kafka",
                                    "mp.messaging.incoming.mentors.connector", "smallrye-kafka"),
                            "test",
                            100))
                    .build(),
            channels(),
            clock(),
            Duration.ofSeconds(15));

    @Test
    void isReadyOnceEveryConsumerKnowsItsPartitions() {
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);

        check.onPartitionsAssigned(users, List.of());
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.call().getData().orElseThrow()).containsEntry("without partitions", "mentors");

        check.onPartitionsAssigned(mentors, List.of());
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isReadyWithoutABrokerAfterTheLongestWait() {
        now = START.plusSeconds(15);
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);

        now = START.plusSeconds(16);
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        assertThat(check.call().getData().orElseThrow()).containsEntry("without partitions", "mentors, users");
    }

    private KafkaClientService channels() {
        var consumers = Map.of(
                "users", stub(KafkaConsumer.class, Map.of("unwrap", users)),
                "mentors", stub(KafkaConsumer.class, Map.of("unwrap", mentors)));
        return (KafkaClientService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KafkaClientService.class},
                (proxy, method, arguments) -> List.of(consumers.get((String) arguments[0])));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> answers.get(method.getName());
                }));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
