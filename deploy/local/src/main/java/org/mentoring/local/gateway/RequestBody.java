package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Buffers the whole request body before forwarding it, so that slow or oversized bodies do not reach a service. The memory for all
 * bodies is bounded, until their requests are answered.
 */
final class RequestBody {

    private final Vertx vertx;
    private final int mostOfAll;
    private final Duration within;
    private int held;

    /**
     * @param mostOfAll bytes of all bodies that are being read or whose requests are not answered yet
     */
    RequestBody(Vertx vertx, int mostOfAll, Duration within) {
        this.vertx = vertx;
        this.mostOfAll = mostOfAll;
        this.within = within;
    }

    /**
     * Calls one of the two, once; neither if the client goes away before.
     *
     * @param answered completes when the request has been answered
     * @param most bytes of this body
     */
    void read(
            HttpServerRequest request,
            Future<Void> answered,
            int most,
            Consumer<Buffer> whole,
            Consumer<Refusal> refuse) {
        if (announced(request) > most) {
            refuse.accept(Refusal.bodyTooLarge());
            return;
        }
        var expectation = request.getHeader(HttpHeaders.EXPECT);
        if (expectation != null) {
            if (!expectation.equalsIgnoreCase("100-continue")) {
                refuse.accept(Refusal.expectationFailed());
                return;
            }
            request.response().writeContinue();
        }
        new BodyReader(request, answered, most, whole, refuse).begin();
    }

    /** The server has refused lengths that are no number; what is chunked announces none. */
    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private final class BodyReader {

        private final HttpServerRequest request;
        private final Future<Void> answered;
        private final int most;
        private final Consumer<Buffer> whole;
        private final Consumer<Refusal> refuse;
        private Buffer body = Buffer.buffer();
        private long timer;
        private boolean over;

        private BodyReader(
                HttpServerRequest request,
                Future<Void> answered,
                int most,
                Consumer<Buffer> whole,
                Consumer<Refusal> refuse) {
            this.request = request;
            this.answered = answered;
            this.most = most;
            this.whole = whole;
            this.refuse = refuse;
        }

        private void begin() {
            timer = vertx.setTimer(within.toMillis(), fired -> refuse(Refusal.requestTimeout()));
            request.exceptionHandler(gone -> giveUp());
            request.handler(this::take);
            request.endHandler(ended -> complete());
        }

        private void take(Buffer chunk) {
            if (over) {
                return;
            }
            if (body.length() + chunk.length() > most) {
                refuse(Refusal.bodyTooLarge());
            } else if (held + chunk.length() > mostOfAll) {
                refuse(Refusal.unavailable("The gateway is receiving too much at once; try again."));
            } else {
                held += chunk.length();
                body.appendBuffer(chunk);
            }
        }

        private void complete() {
            if (end()) {
                var length = body.length();
                answered.onComplete(done -> held -= length);
                whole.accept(body);
            }
        }

        private void refuse(Refusal refusal) {
            if (giveUp()) {
                refuse.accept(refusal);
            }
        }

        /** Whether it was not over before. */
        private boolean giveUp() {
            var first = end();
            if (first) {
                held -= body.length();
                body = null;
            }
            return first;
        }

        /** Whether it was not over before. */
        private boolean end() {
            var first = !over;
            if (first) {
                over = true;
                vertx.cancelTimer(timer);
            }
            return first;
        }
    }
}
