package org.mentoring.kit.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Nobody keeps an answer, unless an operation that is the same for everyone says for how long it may be kept. What was asked
 * with a token is never kept, whatever the operation says.
 */
@ApplicationScoped
class PrivateResponses {

    /** Before what refuses requests, so that refusals are covered too. */
    private static final int FIRST = 200;

    private static final String NO_STORE = "no-store";

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addHeadersEndHandler(nothing -> complete(context));
                    context.next();
                },
                FIRST);
    }

    private static void complete(RoutingContext context) {
        var headers = context.response().headers();
        if (context.request().headers().contains(HttpHeaders.AUTHORIZATION)
                || !headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
    }
}
