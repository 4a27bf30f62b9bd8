package org.mentoring.kit.inbox;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A CloudEvent as it came from Kafka.
 *
 * @param id unique within the source
 * @param subject the aggregate
 * @param aggregateVersion which change of the aggregate this is
 * @param traceparent the trace that the event belongs to; null where it belongs to none
 * @param json the data as received
 */
public record Event(
        String id,
        String source,
        String type,
        UUID subject,
        long aggregateVersion,
        Instant time,
        String traceparent,
        String json,
        ObjectMapper mapper) {

    /**
     * The data, read by names alone: what the type does not declare is ignored.
     *
     * @throws UnreadableEventException if the data is not of the type
     */
    public <T> T data(Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException(
                    "The data of " + this.type + " is not what it should be: " + e.getOriginalMessage(), e);
        }
    }
}
