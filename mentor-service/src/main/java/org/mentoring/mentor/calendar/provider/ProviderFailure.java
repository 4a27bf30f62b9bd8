package org.mentoring.mentor.calendar.provider;

import java.time.Duration;
import java.util.Optional;

/** A provider did not do what it was asked for. The message names no token and is fit for logs. */
public final class ProviderFailure extends RuntimeException {

    /** What is to be done about it. */
    public enum Kind {
        /** The grant is over: only the mentor can give it again. */
        GRANT_EXPIRED,
        /** The access token is not accepted; a fresh one may be. */
        UNAUTHORISED,
        /** The mentor's grant does not cover this, or the mentor's organisation does not let us. */
        FORBIDDEN,
        /** Away, overloaded, or asking for less: later. */
        UNAVAILABLE,
        /** The request as such was refused; the same one will be refused again. */
        REFUSED
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    public ProviderFailure(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    public ProviderFailure(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** Retry-After of the provider. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether the failure is a provider's and of the kind. */
    public static boolean is(Throwable failure, Kind kind) {
        return failure instanceof ProviderFailure of && of.kind() == kind;
    }
}
