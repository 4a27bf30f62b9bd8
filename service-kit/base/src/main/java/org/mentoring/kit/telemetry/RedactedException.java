package org.mentoring.kit.telemetry;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands in the log for an exception: its type and where it came from, and its message without what it quotes. */
final class RedactedException extends Exception {

    private static final long serialVersionUID = 1;

    private final String type;

    private RedactedException(Throwable original, Set<Throwable> seen) {
        super(Redaction.ofException(original.getMessage()), cause(original, seen), true, true);
        this.type = original.getClass().getName();
        setStackTrace(original.getStackTrace());
        for (var suppressed : original.getSuppressed()) {
            if (seen.add(suppressed)) {
                addSuppressed(new RedactedException(suppressed, seen));
            }
        }
    }

    static RedactedException of(Throwable original) {
        if (original instanceof RedactedException redacted) {
            return redacted;
        }
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(original);
        return new RedactedException(original, seen);
    }

    private static RedactedException cause(Throwable original, Set<Throwable> seen) {
        var cause = original.getCause();
        return cause != null && seen.add(cause) ? new RedactedException(cause, seen) : null;
    }

    @Override
    public String toString() {
        return getMessage() == null ? type : type + ": " + getMessage();
    }
}
