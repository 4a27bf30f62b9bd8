package org.mentoring.kit.request;

import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * Encodes what a request target may not have (RFC 3986) and browsers leave in it nevertheless: <code>{ } | ^ `</code> and a {@code %}
 * that begins no escape. Quarkus refuses such requests with an empty answer, unless the system property
 * {@code vertx.disableURIValidation} is set, as by {@code deploy/images/jvm.options}; unencoded, they would fail later.
 */
@ApplicationScoped
class RequestTargets {

    /** Before whatever reads the target or changes headers: a request whose target changes is routed anew. */
    private static final int FIRST = 2000;

    private static final int BAD_REQUEST = 400;

    private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    void register(@Observes Filters filters) {
        filters.register(RequestTargets::encode, FIRST);
    }

    private static void encode(RoutingContext context) {
        var target = context.request().uri();
        var encoded = encoded(target);
        if (encoded.equals(target)) {
            context.next();
        } else if (target.startsWith("/")) {
            context.reroute(encoded);
        } else {
            context.response().setStatusCode(BAD_REQUEST).end();
        }
    }

    private static String encoded(String target) {
        var encoded = new StringBuilder(target.length());
        for (int i = 0; i < target.length(); i++) {
            var c = target.charAt(i);
            if (isAllowed(c) || c == '%' && isEscape(target, i)) {
                encoded.append(c);
            } else {
                // The HTTP server makes one character of each byte.
                encoded.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ALLOWED.indexOf(c) >= 0;
    }

    private static boolean isEscape(String target, int at) {
        return at + 2 < target.length()
                && HexFormat.isHexDigit(target.charAt(at + 1))
                && HexFormat.isHexDigit(target.charAt(at + 2));
    }
}
