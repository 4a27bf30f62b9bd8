package org.mentoring.local.client;

import java.net.http.HttpHeaders;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the platform.
 *
 * @param what was asked, for messages
 */
public record Answer(String what, int status, HttpHeaders headers, String body) {

    /**
     * Itself.
     *
     * @throws UnexpectedAnswerException if it has another status than these
     */
    public Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new UnexpectedAnswerException(this);
        }
        return this;
    }

    public JsonNode json() {
        return parse(body);
    }

    /** @throws UnexpectedAnswerException if there is none */
    public String header(String name) {
        return headers.firstValue(name).orElseThrow(() -> new UnexpectedAnswerException(this));
    }

    /** The last part of the problem's type; empty if it is no problem document. */
    public String problem() {
        if (!headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return "";
        }
        var type = json().path("type").asText();
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** Any JSON text. */
    public static JsonNode parse(String json) {
        try {
            return Api.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON: " + json, e);
        }
    }
}
