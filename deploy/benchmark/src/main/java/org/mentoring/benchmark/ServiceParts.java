package org.mentoring.benchmark;

import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Vertx;
import org.mentoring.kit.test.IssuerResource;
import org.mentoring.kit.test.KafkaResource;
import org.mentoring.kit.test.PostgresResource;

/** The dependencies of a service: a database, a broker, and an issuer of tokens; and a client's Vert.x. */
public final class ServiceParts implements AutoCloseable {

    private final PostgresResource postgres = new PostgresResource();
    private final KafkaResource kafka = new KafkaResource();
    private final IssuerResource issuer = new IssuerResource();
    private final Map<String, String> settings = new HashMap<>();
    private final Vertx vertx = Vertx.vertx();

    private ServiceParts() {}

    /**
     * Starts them with a database that survives a crash, as in production.
     *
     * @param database of the service: booking, review …
     */
    public static ServiceParts start(String database) {
        return start(database, true);
    }

    /** @param durable whether the database survives a crash; it is faster if not */
    public static ServiceParts start(String database, boolean durable) {
        var parts = new ServiceParts();
        parts.postgres.init(durable ? Map.of("database", database, "durable", "true") : Map.of("database", database));
        parts.settings.putAll(parts.postgres.start());
        parts.settings.putAll(parts.kafka.start());
        parts.settings.putAll(parts.issuer.start());
        return parts;
    }

    /** By the names of the service's properties. */
    public Map<String, String> settings() {
        return settings;
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        issuer.stop();
        kafka.stop();
        postgres.stop();
    }
}
