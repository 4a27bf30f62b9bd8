package org.mentoring.web.error;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/** Maps failures to error pages. */
class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);
    private static final int BEFORE_QUARKUS = Priorities.AUTHENTICATION;

    private static final String OUTCOME_UNKNOWN = "outcome-unknown";
    private static final String SIGNED_OUT = "signed-out";

    private final ErrorPages pages;
    private final Visitor visitor;
    private final Reader reader;

    ErrorMappers(ErrorPages pages, Visitor visitor, Reader reader) {
        this.pages = pages;
        this.visitor = visitor;
        this.reader = reader;
    }

    @ServerExceptionMapper
    public Uni<Response> ofApi(ApiException refusal) {
        if (refusal.serviceUnavailable()) {
            LOG.warnf("The API cannot answer: %s", refusal.getMessage());
            return pages.retryable(503, "service-unavailable", OUTCOME_UNKNOWN);
        }
        if (refusal.rateLimited()) {
            return pages.retryable(429, "too-many", "too-many");
        }
        if (refusal.inFlight()) {
            return pages.retryable(409, "in-flight", "in-flight");
        }
        return switch (refusal.status()) {
            case 401 -> pages.retryable(401, "session-over", SIGNED_OUT);
            case 403 -> pages.respond(403, "forbidden");
            case 404, 410 -> pages.respond(404, "not-found");
            default ->
                visitor.known()
                        .map(known -> pages.page(
                                refusal.status(), "refused", ProblemTexts.sentence(refusal, reader.texts())));
        };
    }

    @ServerExceptionMapper
    public Uni<Response> unreachable(ProcessingException failure) {
        LOG.warnf("The API cannot be reached: %s", failure.getMessage());
        return pages.retryable(503, "service-unavailable", OUTCOME_UNKNOWN);
    }

    @ServerExceptionMapper
    public Uni<Response> notFound(NotFoundException failure) {
        return pages.respond(404, "not-found");
    }

    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Uni<Response> forbidden(ForbiddenException failure) {
        return pages.respond(403, "forbidden");
    }

    /** The identity provider has not been reached since the start, or does not answer. */
    @ServerExceptionMapper
    public Uni<Response> signInUnavailable(OIDCException failure) {
        LOG.warnf("The identity provider does not answer: %s", failure.getMessage());
        return pages.retryable(503, "sign-in-unavailable", "sign-in-unavailable");
    }

    /** A page redirects to the sign-in; a form is shown again instead, because a redirect would lose what was typed. */
    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Uni<Response> signedOut(UnauthorizedException failure, RoutingContext context) {
        return signIn(context);
    }

    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Uni<Response> sessionOver(AuthenticationFailedException failure, RoutingContext context) {
        return signIn(context);
    }

    @ServerExceptionMapper
    public Uni<Response> other(WebApplicationException failure) {
        return switch (failure.getResponse().getStatus()) {
            case 403 -> pages.respond(403, "forbidden");
            case 413 -> pages.respond(413, "too-large");
            case 429 -> pages.respond(429, "too-many");
            case 400, 404, 405, 406, 415 -> pages.respond(404, "not-found");
            default ->
                failure.getResponse().getStatus() < 400
                        ? Uni.createFrom().item(failure.getResponse())
                        : internal(failure);
        };
    }

    @ServerExceptionMapper
    public Uni<Response> internal(Exception failure) {
        LOG.error("A page failed", failure);
        return pages.retryable(500, "internal", OUTCOME_UNKNOWN);
    }

    private Uni<Response> signIn(RoutingContext context) {
        if (context.request().method() == HttpMethod.POST) {
            return pages.retryable(401, "session-over", SIGNED_OUT);
        }
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        return authenticator
                .getChallenge(context)
                .map(ErrorMappers::challenge)
                .onFailure(OIDCException.class)
                .recoverWithUni(this::signInUnavailable);
    }

    private static Response challenge(ChallengeData challenge) {
        var response = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }
}
