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
import org.apache.kafka.common.errors.WakeupException;

/**
 * The strategy {@code throttled}, but with patience: at the first event of a partition it asks Kafka up to where was committed,
 * and would end the consumer for good when no answer comes within a minute. A consumer that is woken from the question is one
 * that is being closed: its event goes to who consumes after it, and no failure is told of.
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
        return question.onFailure(TimeoutException.class)
                .retry()
                .indefinitely()
                .onFailure(WakeupException.class)
                .recoverWithUni(Uni.createFrom().nothing());
    }
}
