package org.mentoring.kit.problem;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A problem document, {@code application/problem+json} (RFC 9457).
 *
 * @param instance the path of the request
 * @param errors what is wrong with which field; absent unless the request did not validate
 * @param traceId finds the request in logs and traces; absent outside a trace
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String instance,
        List<FieldError> errors,
        @JsonProperty("trace_id") String traceId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param field the path of the field in the request, as the client wrote it ({@code session_types[0].duration})
     * @param message what would be accepted
     */
    public record FieldError(String field, String message) {}
}
