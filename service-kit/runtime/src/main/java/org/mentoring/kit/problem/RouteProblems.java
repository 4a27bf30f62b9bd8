package org.mentoring.kit.problem;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problem documents for what is refused before any operation is found: no such path, a body too large. */
@ApplicationScoped
class RouteProblems {

    private static final int BEFORE_QUARKUS = 100;
    private static final int KIB = 1024;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final ProblemMapper problems;
    private final ObjectMapper json;

    private final long largestBody;

    RouteProblems(
            ProblemMapper problems,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.problems = problems;
        this.json = json;
        this.largestBody = largestBody.asLongValue();
    }

    /** Quarkus would refuse it without a word. */
    void refuseBodiesThatAreTooLarge(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (contentLength(context) > largestBody) {
                        context.response().putHeader(HttpHeaders.CONNECTION, "close");
                        tooLarge(context);
                    } else {
                        context.next();
                    }
                },
                BEFORE_QUARKUS);
    }

    void register(@Observes Router router) {
        router.errorHandler(413, this::tooLarge);
        router.errorHandler(404, context -> answer(context, ProblemType.NOT_FOUND, "There is nothing at this path."));
    }

    /** What cannot be read as a length is left to the HTTP server, which refuses it. */
    private static long contentLength(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return header != null && LENGTH.matcher(header).matches() ? Long.parseLong(header) : 0;
    }

    private void tooLarge(RoutingContext context) {
        answer(context, ProblemType.TOO_LARGE, "A request body may have at most %d KiB.".formatted(largestBody / KIB));
    }

    private void answer(RoutingContext context, ProblemType type, String detail) {
        if (context.response().headWritten()) {
            return;
        }
        var answer =
                problems.answer(Problems.of(type, detail), context.request().path());
        try {
            context.response()
                    .setStatusCode(type.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(answer.problem()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
