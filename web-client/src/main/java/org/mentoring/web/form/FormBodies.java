package org.mentoring.web.form;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.mentoring.web.error.ErrorPages;

/**
 * Reads forms before anything refuses them, so that a refusal can show again what was typed; too large ones get an error page. Forms of
 * the identity provider are left to the OIDC extension, because a body can be read only once.
 */
@ApplicationScoped
class FormBodies {

    private static final int BEFORE_QUARKUS = 100;
    private static final int TOO_LARGE = 413;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final long largest;
    private final String backChannel;
    private final BodyHandler reader;
    private final CurrentVertxRequest current;
    private final ErrorPages pages;

    FormBodies(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            @ConfigProperty(name = "quarkus.oidc.logout.backchannel.path") String backChannel,
            CurrentVertxRequest current,
            ErrorPages pages) {
        this.backChannel = backChannel;
        this.current = current;
        this.pages = pages;
        this.largest = largest.asLongValue();
        this.reader = BodyHandler.create(false).setBodyLimit(this.largest);
    }

    void read(@Observes Filters filters) {
        filters.register(this::read, BEFORE_QUARKUS);
    }

    void answer(@Observes Router router) {
        router.errorHandler(TOO_LARGE, context -> {
            if (!context.response().headWritten()) {
                show(context);
            }
        });
    }

    private void read(RoutingContext context) {
        var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (length(context) > largest) {
            show(context);
        } else if (context.request().method() == HttpMethod.POST
                && type != null
                && type.startsWith(FORM)
                && !context.normalizedPath().equals(backChannel)) {
            reader.handle(context);
        } else {
            context.next();
        }
    }

    /** Pages are rendered in a request context, which does not exist yet at this point. */
    private void show(RoutingContext context) {
        var request = Arc.container().requestContext();
        request.activate();
        try {
            current.setCurrent(context);
            var page = pages.page(TOO_LARGE, "too-large");
            context.response()
                    .setStatusCode(TOO_LARGE)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8")
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(page.getEntity().toString());
        } finally {
            request.terminate();
        }
    }

    /** An invalid length is left to the HTTP server, which refuses it. */
    private static long length(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return header != null && LENGTH.matcher(header).matches() ? Long.parseLong(header) : 0;
    }
}
