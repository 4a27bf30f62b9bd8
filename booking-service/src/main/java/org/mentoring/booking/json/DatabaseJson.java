package org.mentoring.booking.json;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import org.mentoring.kit.event.EventJson;

/** The JSON in columns, parameters and results of the database. */
@ApplicationScoped
public class DatabaseJson {

    private final ObjectMapper mapper;

    DatabaseJson(EventJson json) {
        this.mapper = json.mapper();
    }

    /** @param json as text, or as the driver reads it */
    public <T> T read(Object json, Class<T> type) {
        try {
            return mapper.readValue(json.toString(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The JSON of the database is no " + type.getSimpleName(), e);
        }
    }

    public JsonObject write(Object value) {
        try {
            return new JsonObject(mapper.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
