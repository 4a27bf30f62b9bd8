package org.mentoring.kit.event;

import java.util.HashMap;
import java.util.List;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/** The trace that a thing belongs to, as W3C Trace Context writes it, so that it can rest in a row. */
public final class Traceparent {

    private static final String NAME = "traceparent";
    private static final int LENGTH_OF_VERSION_AND_TRACE = "00-".length() + 32;
    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(NAME);
        }

        @Override
        public String get(String traceparent, String key) {
            return key.equals(NAME) ? traceparent : null;
        }
    };

    private Traceparent() {}

    /** The current trace, or null outside one. */
    public static String current() {
        var headers = new HashMap<String, String>();
        PROPAGATOR.inject(Context.current(), headers, HashMap::put);
        return headers.get(NAME);
    }

    /**
     * The current span where it goes on with that trace, and otherwise what was given: an event may be handled where its
     * trace was not picked up.
     */
    public static String continued(String traceparent) {
        var current = current();
        return current != null
                        && (traceparent == null
                                || traceparent.regionMatches(0, current, 0, LENGTH_OF_VERSION_AND_TRACE))
                ? current
                : traceparent;
    }

    /** The context to go on in; the root context for null and for what is not a traceparent. */
    public static Context context(String traceparent) {
        return PROPAGATOR.extract(Context.root(), traceparent, GETTER);
    }
}
