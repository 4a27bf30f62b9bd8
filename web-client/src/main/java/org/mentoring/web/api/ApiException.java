package org.mentoring.web.api;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.mentoring.web.api.model.FieldError;
import org.mentoring.web.api.model.Problem;

/** The API refused a request, or could not answer it. */
public final class ApiException extends RuntimeException {

    private static final String PREFIX = "urn:problem-type:mentoring:";
    private static final int LEAST_SERVER_ERROR = 500;
    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> NOT_VISIBLE = Set.of(401, 403, 404);
    private static final String RATE_LIMITED = "too-many-requests";

    private final int status;
    private final transient Problem problem;
    private final transient Duration retryAfter;

    ApiException(String message, int status, Problem problem, Duration retryAfter) {
        super(message);
        this.status = status;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** As if the API had refused with a problem of that type, where it is known before it is asked. */
    public static ApiException refusal(int status, String type) {
        return new ApiException(
                "Refused without asking the API: " + type,
                status,
                new Problem(URI.create(PREFIX + type), null, status, null, null, null, null),
                null);
    }

    public int status() {
        return status;
    }

    /** The last part of the problem's type, such as {@code slot-taken}; {@code http-<status>} for an answer without one. */
    public String type() {
        return problem == null || problem.type() == null
                ? status == TOO_MANY_REQUESTS ? RATE_LIMITED : "http-" + status
                : problem.type().toString().replace(PREFIX, "");
    }

    public boolean is(String type) {
        return type().equals(type);
    }

    /** English text of the API, for the log and for problem types without a text of their own. */
    public String detail() {
        return problem == null || problem.detail() == null ? "" : problem.detail();
    }

    public List<FieldError> errors() {
        return problem == null || problem.errors() == null ? List.of() : problem.errors();
    }

    public Optional<String> traceId() {
        return Optional.ofNullable(problem).map(Problem::traceId);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the service cannot answer at present, whatever the request. */
    public boolean serviceUnavailable() {
        return status >= LEAST_SERVER_ERROR;
    }

    /** Whether the person cannot see what the request was about, so that no page about it can be shown either. */
    public boolean notVisible() {
        return NOT_VISIBLE.contains(status);
    }

    /** Whether the caller sent more requests than the API takes, whatever the request. */
    public boolean rateLimited() {
        return is(RATE_LIMITED);
    }

    /** Whether a request with the same idempotency key has not ended yet, so that its outcome is not known. */
    public boolean inFlight() {
        return is("request-in-flight");
    }

    /** Whether somebody changed what was read before, or what was thought not to exist. */
    public boolean stale() {
        return is("stale-version") || is("version-missing");
    }

    /** Whether the cursor of a list cannot be read, such as one of an old link. */
    public boolean unreadableCursor() {
        return errors().stream().anyMatch(error -> "cursor".equals(error.field()));
    }

    /** Whether the same request may succeed later, so that it is no refusal of what was asked for. */
    public boolean retryable() {
        return serviceUnavailable() || rateLimited() || inFlight() || status == UNAUTHENTICATED;
    }
}
