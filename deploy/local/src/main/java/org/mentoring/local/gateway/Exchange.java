package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request and its response, with the two ids by which logs refer to it.
 *
 * @param id of the request, the caller's own where it gave a usable one; answered as {@code X-Request-Id}
 * @param traceparent the trace that the services continue (W3C Trace Context), the caller's own where it is valid
 */
record Exchange(HttpServerRequest request, String id, String traceparent) {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    private static final String REFERRER_POLICY = "Referrer-Policy";
    static final String REQUEST_ID = "X-Request-Id";
    static final String TRACEPARENT = "traceparent";

    private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern VALID_TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;
    private static final int SPAN_ID_BYTES = 8;
    private static final Duration LINGER = Duration.ofSeconds(1);

    static Exchange of(HttpServerRequest request) {
        var id = request.getHeader(REQUEST_ID);
        var traceparent = request.getHeader(TRACEPARENT);
        return new Exchange(
                request,
                id != null && USABLE_ID.matcher(id).matches()
                        ? id
                        : UUID.randomUUID().toString(),
                traceparent != null && VALID_TRACEPARENT.matcher(traceparent).matches()
                        ? traceparent
                        : newTraceparent());
    }

    /** Answers the request instead of a service. */
    void refuse(Refusal refusal) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        // What could not be parsed has no path.
        var instance = request.decoderResult().isSuccess() ? request.path() : null;
        var document = refusal.document(instance, traceId());
        finish(response.headers());
        response.setStatusCode(refusal.status()).putHeader("Content-Type", Refusal.MEDIA_TYPE);
        refusal.retryAfterSeconds().ifPresent(seconds -> response.putHeader("Retry-After", seconds));
        if (request.isEnded()) {
            response.end(document);
        } else {
            response.putHeader("Connection", "close").end(document).onComplete(answered -> closeSoon());
        }
    }

    /**
     * A connection whose request was not read to its end cannot carry another one. Closed at once, it would be reset while
     * the client still sends, and the answer lost (RFC 9112, section 9.6).
     */
    private void closeSoon() {
        if (request.isEnded()) {
            close();
            return;
        }
        request.handler(discarded -> {}).endHandler(ended -> close()).resume();
        Vertx.currentContext().owner().setTimer(LINGER.toMillis(), late -> close());
    }

    private void close() {
        request.connection().close();
    }

    /**
     * Sets the headers of every response. The API answers data for programs: a browser must neither guess its type, nor run,
     * frame or store it. The web client sets the headers of its pages itself.
     */
    void finish(MultiMap headers) {
        headers.set(REQUEST_ID, id).set("X-Content-Type-Options", "nosniff");
        // Without a referrer browsers send no origin with a form either, which the web client asks for.
        if (!headers.contains(REFERRER_POLICY)) {
            headers.set(REFERRER_POLICY, "no-referrer");
        }
        if (!headers.contains(CONTENT_SECURITY_POLICY)) {
            headers.set(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
        }
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
    }

    private String traceId() {
        return traceparent.substring(TRACE_ID_START, TRACE_ID_END);
    }

    private static String newTraceparent() {
        var spanId = new byte[SPAN_ID_BYTES];
        RandomGenerator.getDefault().nextBytes(spanId);
        // A span id of zeros would be invalid.
        spanId[0] |= 1;
        return "00-" + UUID.randomUUID().toString().replace("-", "") + "-"
                + HexFormat.of().formatHex(spanId) + "-01";
    }
}
