package org.mentoring.web.api;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.arc.Arc;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import org.mentoring.web.WebConfig;
import org.mentoring.web.signin.Visitor;

/**
 * Limits what one person books, changes and holds by pages in a minute, as the gateway limits it by the API: it cannot tell who sends
 * a form. Each replica counts on its own, as those of the gateway do.
 */
@Provider
class BookingLimit implements ClientRequestFilter {

    private static final List<String> LIMITED = List.of("/api/v1/bookings", "/api/v1/slots/holds");

    private final Visitor visitor;
    private final WebConfig config;
    private final Cache counts;

    BookingLimit(Visitor visitor, WebConfig config, @CacheName("bookings-a-minute") Cache counts) {
        this.visitor = visitor;
        this.config = config;
        this.counts = counts;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.POST)
                || !Arc.container().requestContext().isActive()) {
            return;
        }
        var path = request.getUri().getPath();
        LIMITED.stream()
                .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                .findFirst()
                .flatMap(prefix -> visitor.id().map(person -> prefix + " " + person))
                .filter(this::isOverLimit)
                .ifPresent(tooMany -> request.abortWith(
                        Response.status(Response.Status.TOO_MANY_REQUESTS).build()));
    }

    private boolean isOverLimit(String operationOfPerson) {
        var count = counts.get(operationOfPerson, first -> new AtomicInteger())
                .await()
                .indefinitely();
        return count.incrementAndGet() > config.bookingsAMinute();
    }
}
