package org.mentoring.web.form;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.mentoring.web.PublicOrigin;
import org.mentoring.web.WebConfig;
import org.mentoring.web.error.ErrorPages;
import org.mentoring.web.signin.Visitor;

/**
 * Accepts forms of this application only. A form sent by another site, or rendered for another person than the one who is signed in
 * now, is refused; a form that was open for too long is shown again with what was filled in.
 */
class FormGuard {

    private static final int FORBIDDEN = 403;

    private final FormTokens tokens;
    private final Visitor visitor;
    private final ErrorPages errors;
    private final WebConfig config;

    FormGuard(FormTokens tokens, Visitor visitor, ErrorPages errors, WebConfig config) {
        this.tokens = tokens;
        this.visitor = visitor;
        this.errors = errors;
        this.config = config;
    }

    @ServerRequestFilter
    public Uni<Response> check(ContainerRequestContext request, RoutingContext context) {
        if (!request.getMethod().equals(HttpMethod.POST)
                || context.request().path().startsWith("/api/")) {
            return Uni.createFrom().nullItem();
        }
        if (foreign(context.request())) {
            return visitor.known().map(known -> errors.page(FORBIDDEN, "foreign-form"));
        }
        return visitor.known().map(known -> {
            if (tokens.ofSomebodyElse()) {
                return errors.page(FORBIDDEN, "other-account");
            }
            return tokens.valid() ? null : errors.sendAgain(FORBIDDEN, "stale-form");
        });
    }

    private boolean foreign(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin != null) {
            return !origin.equals(PublicOrigin.of(config)) && !origin.equals(origin(request));
        }
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /** Under which the browser reached this application. */
    private static String origin(HttpServerRequest request) {
        return request.scheme() + "://" + request.authority();
    }
}
