package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * What the gateway itself answers instead of a service: a problem document (RFC 9457) of the same form as theirs.
 *
 * @param slug the last part of the problem type, the same as the services use where they have one
 * @param retryAfter when trying again has a chance
 */
record Refusal(int status, String slug, String title, String detail, Optional<Duration> retryAfter) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Refusal malformed(String detail) {
        return new Refusal(400, "malformed", "The request cannot be read", detail);
    }

    static Refusal originForbidden() {
        return new Refusal(
                403, "forbidden", "The caller may not do this", "Pages from this origin may not call the API.");
    }

    static Refusal notFound() {
        return new Refusal(404, "not-found", "Resource not found", "There is nothing at this path.");
    }

    static Refusal methodNotAllowed() {
        return new Refusal(405, "method-not-allowed", "Method not allowed", "This method is offered nowhere.");
    }

    static Refusal requestTimeout() {
        return new Refusal(
                408, "request-timeout", "The request took too long", "The request body did not arrive in time.");
    }

    static Refusal bodyTooLarge() {
        return new Refusal(
                413, "too-large", "The request body is too large", "A request body may have at most 64 KiB.");
    }

    static Refusal targetTooLong() {
        return new Refusal(
                414, "uri-too-long", "The address of the request is too long", "An address may have at most 4 KiB.");
    }

    static Refusal expectationFailed() {
        return new Refusal(
                417,
                "expectation-failed",
                "The expectation cannot be met",
                "The only expectation known here is 100-continue.");
    }

    static Refusal headersTooLarge() {
        return new Refusal(
                431,
                "headers-too-large",
                "The request headers are too large",
                "Headers may have at most 16 KiB together.");
    }

    static Refusal tooManyRequests(Duration wait) {
        return new Refusal(
                429,
                "too-many-requests",
                "Too many requests",
                "This caller has made too many requests.",
                Optional.of(wait));
    }

    static Refusal badGateway() {
        return new Refusal(
                502,
                "bad-gateway",
                "The service broke off",
                "The service closed the connection; what was asked may have happened.");
    }

    static Refusal unavailable(String detail) {
        return new Refusal(503, "unavailable", "Service unavailable", detail, Optional.of(Duration.ofSeconds(2)));
    }

    static Refusal gatewayTimeout() {
        return new Refusal(
                504, "gateway-timeout", "The service did not answer in time", "What was asked may still happen.");
    }

    private Refusal(int status, String slug, String title, String detail) {
        this(status, slug, title, detail, Optional.empty());
    }

    /** @param instance the path of the request; null if it could not be read */
    Buffer document(String instance, String traceId) {
        var problem = new JsonObject()
                .put("type", "urn:problem-type:mentoring:" + slug)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (instance != null) {
            problem.put("instance", instance);
        }
        return problem.put("trace_id", traceId).toBuffer();
    }

    /** Whole seconds, rounded up, as the header wants them. */
    Optional<String> retryAfterSeconds() {
        return retryAfter.map(
                wait -> Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
    }
}
