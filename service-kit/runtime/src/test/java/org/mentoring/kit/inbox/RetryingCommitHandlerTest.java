package org.mentoring.kit.inbox;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryingCommitHandlerTest {

    private static final TopicPartition PARTITION = new TopicPartition("mentoring.users", 0);
    private static final Map<TopicPartition, OffsetAndMetadata> COMMITTED = Map.of(PARTITION, new OffsetAndMetadata(7));

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void retriesUntilKafkaAnswers() {
        var consumer = consumerOfTheStrategy(() -> {
            if (asked.incrementAndGet() < 3) {
                throw new TimeoutException("Timeout of 60000ms expired");
            }
            return COMMITTED;
        });

        assertThat(committed(consumer)).isEqualTo(COMMITTED);
        assertThat(asked).hasValue(3);
    }

    @Test
    void doesNotRetryOtherFailures() {
        var consumer = consumerOfTheStrategy(() -> {
            asked.incrementAndGet();
            throw new IllegalStateException("This consumer has already been closed.");
        });

        assertThatThrownBy(() -> committed(consumer)).isInstanceOf(IllegalStateException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void reportsNoFailureWhenAClosingConsumerIsWokenUp() {
        var answers = new AtomicInteger();

        consumerOfTheStrategy(() -> {
                    throw new WakeupException();
                })
                .committed(PARTITION)
                .subscribe()
                .with(answer -> answers.incrementAndGet(), failure -> answers.incrementAndGet());

        assertThat(answers).hasValue(0);
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(KafkaConsumer<?, ?> consumer) {
        return consumer.committed(PARTITION).await().atMost(Duration.ofMinutes(2));
    }

    /** What the strategy asks, of a consumer that answers thus. */
    private static KafkaConsumer<?, ?> consumerOfTheStrategy(
            Supplier<Map<TopicPartition, OffsetAndMetadata>> committed) {
        var consumer = (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                RetryingCommitHandlerTest.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> Uni.createFrom().item(committed));
        var asking = new AtomicReference<KafkaConsumer<?, ?>>();
        new RetryingCommitHandler((config, vertx, its, failures) -> {
                    asking.set(its);
                    return null;
                })
                .create(null, null, consumer, null);
        return asking.get();
    }
}
