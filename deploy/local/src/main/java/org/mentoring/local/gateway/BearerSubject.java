package org.mentoring.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The subject of the bearer token of a request. The token is not verified: this distinguishes callers and grants nothing. */
final class BearerSubject {

    private static final String SCHEME = "Bearer ";
    private static final int JWT_PARTS = 3;
    private static final int LONGEST = 64;

    private BearerSubject() {}

    /** The claim {@code sub}, whichever token of the person carries it; empty without a token that can be read. */
    static Optional<String> of(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        var parts = header.substring(SCHEME.length()).strip().split("\\.", -1);
        return parts.length == JWT_PARTS ? subject(parts[1]) : Optional.empty();
    }

    private static Optional<String> subject(String payload) {
        try {
            var claims = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
            return new JsonObject(claims).getValue("sub") instanceof String subject && subject.length() <= LONGEST
                    ? Optional.of(subject)
                    : Optional.empty();
        } catch (IllegalArgumentException | DecodeException e) {
            return Optional.empty();
        }
    }
}
