package org.mentoring.benchmark;

import java.util.HashMap;
import java.util.Map;

import org.mentoring.kit.test.IssuerResource;
import org.mentoring.kit.test.KafkaResource;
import org.mentoring.kit.test.PostgresResource;

/** What a service works with: a database that survives a crash, a broker, and an issuer of tokens. */
public final class ServiceParts implements AutoCloseable {

    private final PostgresResource postgres = new PostgresResource();
    private final KafkaResource kafka = new KafkaResource();
    private final IssuerResource issuer = new IssuerResource();
    private final Map<String, String> settings = new HashMap<>();

    private ServiceParts() {}

    /** @param database of the service: booking, review … */
    public static ServiceParts start(String database) {
        var parts = new ServiceParts();
        parts.postgres.init(Map.of("database", database, "durable", "true"));
        parts.settings.putAll(parts.postgres.start());
        parts.settings.putAll(parts.kafka.start());
        parts.settings.putAll(parts.issuer.start());
        return parts;
    }

    /** By the names of the service's properties. */
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        issuer.stop();
        kafka.stop();
        postgres.stop();
    }
}
