package org.mentoring.kit.http;

import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A collection in a request has more elements than its field takes; the message is what validation would say. */
public class TooManyElementsException extends JsonMappingException {

    private static final long serialVersionUID = 1L;

    TooManyElementsException(JsonParser parser, Size size) {
        super(parser, "size must be between %d and %d".formatted(size.min(), size.max()));
    }
}
