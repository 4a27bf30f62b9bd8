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
