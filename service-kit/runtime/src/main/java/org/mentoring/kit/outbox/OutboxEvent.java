package org.mentoring.kit.outbox;

import java.util.Objects;
import java.util.UUID;

/**
 * Something that happened to an aggregate, to be published as a CloudEvent.
 *
 * @param topic the Kafka topic
 * @param type the CloudEvents type, {@code org.mentoring.<aggregate>.<what-happened>.v1}
 * @param subject the aggregate's id: CloudEvents subject and Kafka key
 * @param aggregateVersion greater with each event of the aggregate; by one, unless it counts something wider along with it
 * @param data what is written as JSON with snake_case names
 */
public record OutboxEvent(String topic, String type, UUID subject, long aggregateVersion, Object data) {

    public OutboxEvent {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(type);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(data);
    }
}
