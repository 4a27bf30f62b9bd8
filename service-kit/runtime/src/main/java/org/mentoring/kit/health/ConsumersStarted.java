package org.mentoring.kit.health;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Every channel on which events come has a consumer. Whether a broker answers it is not asked. */
@Readiness
@ApplicationScoped
class ConsumersStarted implements HealthCheck {

    private static final Pattern INCOMING = Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.connector");

    private final List<String> channels;
    private final KafkaClientService clients;

    ConsumersStarted(Config config, KafkaClientService clients) {
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
    }

    @Override
    public HealthCheckResponse call() {
        var missing = channels.stream()
                .filter(channel -> clients.getConsumers(channel).isEmpty())
                .toList();
        return HealthCheckResponse.named("consumers")
                .status(missing.isEmpty())
                .withData("missing", String.join(", ", missing))
                .build();
    }
}
