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
 * The commit strategy {@code throttled}, which retries reading the committed offsets of a partition: by itself, it stops the
 * consumer permanently when Kafka does not answer within a minute. A consumer that is woken up during the request is being closed;
 * its event is delivered to another consumer of the group, and no failure is reported.
 */
@ApplicationScoped
@Identifier("retrying")
class RetryingCommitHandler implements KafkaCommitHandler.Factory {

    private final KafkaCommitHandler.Factory throttled;

    RetryingCommitHandler(@Identifier("throttled") KafkaCommitHandler.Factory throttled) {
        this.throttled = throttled;
    }

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration config,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        return throttled.create(config, vertx, retrying(consumer), reportFailure);
    }

    private static KafkaConsumer<?, ?> retrying(KafkaConsumer<?, ?> consumer) {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> {
                    try {
                        var answer = method.invoke(consumer, arguments);
                        return method.getName().equals("committed") ? retry((Uni<?>) answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static <T> Uni<T> retry(Uni<T> request) {
        return request.onFailure(TimeoutException.class)
                .retry()
                .indefinitely()
                .onFailure(WakeupException.class)
                .recoverWithUni(Uni.createFrom().nothing());
    }
}
