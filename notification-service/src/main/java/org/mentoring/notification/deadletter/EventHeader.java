package org.mentoring.notification.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A header of a Kafka record.
 *
 * @param value as text; null where it is none
 * @param base64 the bytes where they are no text; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventHeader(String name, String value, String base64) {

    static List<EventHeader> list(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> of(header.key().replace('\0', ' '), header.value()))
                .toList();
    }

    static List<EventHeader> list(JsonArray column) {
        return column.stream()
                .map(JsonObject.class::cast)
                .map(header -> new EventHeader(
                        header.getString("name"), header.getString("value"), header.getString("base64")))
                .toList();
    }

    static JsonArray column(List<EventHeader> headers) {
        var column = new JsonArray();
        headers.forEach(header -> column.add(JsonObject.of("name", header.name())
                .put(header.base64() == null ? "value" : "base64", header.content())));
        return column;
    }

    /** The header with its bytes as they were. */
    org.apache.kafka.common.header.Header toKafka() {
        return new RecordHeader(
                name,
                base64 != null
                        ? Base64.getDecoder().decode(base64)
                        : value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private String content() {
        return base64 == null ? value : base64;
    }

    /** PostgreSQL takes no NUL for text, so a value with one goes the way of bytes. */
    private static EventHeader of(String name, byte[] bytes) {
        if (bytes == null) {
            return new EventHeader(name, null, null);
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return new EventHeader(name, text, null);
            }
        } catch (CharacterCodingException e) {
            return new EventHeader(name, null, Base64.getEncoder().encodeToString(bytes));
        }
        return new EventHeader(name, null, Base64.getEncoder().encodeToString(bytes));
    }
}
