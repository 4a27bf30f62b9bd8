package org.mentoring.kit.event;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** The trace that a thing belongs to, as W3C Trace Context writes it, so that it can rest in a row. */
public final class Traceparent {

    private static final int LENGTH = 55;

    private Traceparent() {}

    /** The current trace, or null outside one. */
    public static String current() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /**
     * The current span where it goes on with that trace, and otherwise what was given: an event may be handled where its
     * trace was not picked up.
     */
    public static String continued(String traceparent) {
        var current = current();
        return current != null && (traceparent == null || traceparent.regionMatches(0, current, 0, "00-".length() + 32))
                ? current
                : traceparent;
    }

    /** The context to go on in; the root context for null and for what is not a traceparent. */
    public static Context context(String traceparent) {
        if (traceparent == null || traceparent.length() != LENGTH) {
            return Context.root();
        }
        var parent = SpanContext.createFromRemoteParent(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                TraceFlags.fromHex(traceparent, 53),
                TraceState.getDefault());
        return parent.isValid() ? Context.root().with(Span.wrap(parent)) : Context.root();
    }
}
