package org.mentoring.local.gateway;

import java.util.Optional;
import java.util.Set;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Rejects ambiguous requests, which two servers in a row might parse differently, as in request smuggling.
 */
final class RequestValidation implements Handler<HttpServerRequest> {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final Handler<HttpServerRequest> next;

    RequestValidation(Handler<HttpServerRequest> next) {
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        fault(request).ifPresentOrElse(refusal -> Exchange.of(request).refuse(refusal), () -> next.handle(request));
    }

    /** Answers a request that could not be parsed. */
    static void unparsable(HttpServerRequest request) {
        var refusal =
                switch (request.decoderResult().cause()) {
                    case TooLongHttpLineException tooLong -> Refusal.targetTooLong();
                    case TooLongHttpHeaderException tooLong -> Refusal.headersTooLarge();
                    case TooLongFrameException tooLong -> Refusal.headersTooLarge();
                    case null, default -> Refusal.malformed("The request is not HTTP as RFC 9112 has it.");
                };
        Exchange.of(request).refuse(refusal);
    }

    private static Optional<Refusal> fault(HttpServerRequest request) {
        if (!METHODS.contains(request.method())) {
            return Optional.of(Refusal.methodNotAllowed());
        }
        if (request.version() == HttpVersion.HTTP_1_1
                && request.headers().getAll(HttpHeaders.HOST).size() != 1) {
            return Optional.of(Refusal.malformed("A request names exactly one host."));
        }
        var codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && (request.version() != HttpVersion.HTTP_1_1
                        || codings.size() > 1
                        || !codings.getFirst().strip().equalsIgnoreCase("chunked"))) {
            return Optional.of(Refusal.malformed("The only transfer coding is chunked, in HTTP/1.1."));
        }
        if (RequestTarget.path(request.uri()).isEmpty()) {
            return Optional.of(Refusal.malformed("The path is written in a way that can be misread."));
        }
        return Optional.empty();
    }
}
