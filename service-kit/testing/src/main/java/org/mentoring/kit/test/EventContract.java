package org.mentoring.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.EmailFormat;
import io.quarkus.arc.Unremovable;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.OutgoingInterceptor;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Holds every event that is published in any test against the JSON Schema of its type; one that breaks it fails the test. */
public final class EventContract {

    private static final Dialect DIALECT =
            Dialect.builder(Dialects.getDraft202012()).format(new Mailbox()).build();
    private static final List<String> BREACHES = new CopyOnWriteArrayList<>();

    private EventContract() {}

    /** What is wrong with an event, naming its type and the field; empty when it holds. */
    public static List<String> breaches(String type, String json) {
        try (var schema =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("events/" + type + ".schema.json")) {
            if (schema == null) {
                return List.of(type + " has no schema in src/main/resources/events");
            }
            return SchemaRegistry.withDefaultDialect(DIALECT)
                    .getSchema(schema)
                    .validate(
                            json,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream()
                    .map(error -> type + ": " + error.getInstanceLocation() + " " + error.getMessage())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An address that no mail reaches (RFC 2606) is one as well; the library knows registered domains alone. */
    private static final class Mailbox extends EmailFormat {

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return super.matches(context, value) || value.matches("[0-9a-z.-]+@[0-9a-z.-]+\\.invalid");
        }
    }

    /** Stands between the relay and Kafka, where every event passes. */
    @ApplicationScoped
    @Unremovable
    @Identifier("outbox")
    public static class Gate implements OutgoingInterceptor {

        @Override
        public Message<?> beforeMessageSend(Message<?> message) {
            var type = message.getMetadata(OutgoingCloudEventMetadata.class)
                    .map(metadata -> metadata.getType())
                    .orElse("an event without a type");
            BREACHES.addAll(breaches(type, String.valueOf(message.getPayload())));
            return message;
        }

        @Override
        public void onMessageAck(Message<?> message) {
            // What matters was seen before.
        }

        @Override
        public void onMessageNack(Message<?> message, Throwable failure) {
            // The relay publishes it again.
        }
    }

    /** Fails the test during which an event broke its schema. */
    public static class Verdict implements QuarkusTestAfterEachCallback {

        @Override
        public void afterEach(QuarkusTestMethodContext context) {
            var found = List.copyOf(BREACHES);
            BREACHES.removeAll(found);
            if (!found.isEmpty()) {
                throw new AssertionError(
                        "Events were published that break their schemas:\n" + String.join("\n", found));
            }
        }
    }
}
