package org.mentoring.kit.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The consumer of every channel has been assigned its partitions once; none is an answer too, where there are more
 * replicas than partitions. Whether a broker answers later is not asked, and a service that starts without one serves after a
 * while all the same.
 */
@Readiness
@ApplicationScoped
@Identifier("consumers-started")
class ConsumersStarted implements HealthCheck, KafkaConsumerRebalanceListener {

    private static final Pattern INCOMING = Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.connector");

    private final List<String> channels;
    private final KafkaClientService clients;
    private final Clock clock;
    private final Instant waitsUntil;
    private final Set<Consumer<?, ?>> assigned = ConcurrentHashMap.newKeySet();

    ConsumersStarted(
            Config config,
            KafkaClientService clients,
            Clock clock,
            @ConfigProperty(name = "mentoring.readiness.wait-for-partitions") Duration longestWait) {
        this.channels = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(INCOMING::matcher)
                .filter(name -> name.matches())
                .map(name -> name.group(1))
                .filter(channel -> config.getOptionalValue(
                                "mp.messaging.incoming." + channel + ".enabled", Boolean.class)
                        .orElse(true))
                .sorted()
                .toList();
        this.clients = clients;
        this.clock = clock;
        this.waitsUntil = clock.instant().plus(longestWait);
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        assigned.add(consumer);
    }

    @Override
    public HealthCheckResponse call() {
        var missing = channels.stream()
                .filter(channel -> clients.getConsumers(channel).isEmpty())
                .toList();
        var waiting = channels.stream()
                .filter(channel -> clients.getConsumers(channel).stream()
                        .anyMatch(consumer -> !assigned.contains(consumer.unwrap())))
                .toList();
        var waitsNoLonger = clock.instant().isAfter(waitsUntil);
        return HealthCheckResponse.named("consumers")
                .status(missing.isEmpty() && (waiting.isEmpty() || waitsNoLonger))
                .withData("missing", String.join(", ", missing))
                .withData("without partitions", String.join(", ", waiting))
                .build();
    }
}
