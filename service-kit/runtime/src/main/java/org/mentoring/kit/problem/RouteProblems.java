package org.mentoring.kit.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Problem documents for what is refused before any operation is found: no such path, a body too large. */
@ApplicationScoped
class RouteProblems {

    private final ProblemMapper problems;
    private final ObjectMapper json;

    RouteProblems(ProblemMapper problems, ObjectMapper json) {
        this.problems = problems;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.errorHandler(413, this::tooLarge);
        router.errorHandler(404, context -> answer(context, ProblemType.NOT_FOUND, "There is nothing at this path."));
    }

    private void tooLarge(RoutingContext context) {
        answer(context, ProblemType.TOO_LARGE, "A request body may have at most 1 MB.");
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
