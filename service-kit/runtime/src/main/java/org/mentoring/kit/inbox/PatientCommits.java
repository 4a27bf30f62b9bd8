package org.mentoring.kit.inbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The strategy {@code throttled}, but with patience: at the first event of a partition it asks Kafka up to where was committed,
 * and would end the consumer for good when no answer comes within a minute.
 */
@ApplicationScoped
@Identifier("patient")
class PatientCommits implements KafkaCommitHandler.Factory {

    private final KafkaCommitHandler.Factory throttled;

    PatientCommits(@Identifier("throttled") KafkaCommitHandler.Factory throttled) {
        this.throttled = throttled;
    }

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration config,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        return throttled.create(config, vertx, patient(consumer), reportFailure);
    }

    private static KafkaConsumer<?, ?> patient(KafkaConsumer<?, ?> consumer) {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> {
                    try {
                        var answer = method.invoke(consumer, arguments);
                        return method.getName().equals("committed") ? untilAnswered((Uni<?>) answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static <T> Uni<T> untilAnswered(Uni<T> question) {
        return question.onFailure(TimeoutException.class).retry().indefinitely();
    }
}
