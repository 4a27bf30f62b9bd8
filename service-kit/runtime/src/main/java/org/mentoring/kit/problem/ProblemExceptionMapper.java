package org.mentoring.kit.problem;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of an operation leaves as a problem document. Each class that Quarkus maps itself is named here. */
public class ProblemExceptionMapper {

    private final ProblemMapper problems;

    public ProblemExceptionMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper({
        Throwable.class,
        WebApplicationException.class,
        ConstraintViolationException.class,
        MismatchedInputException.class,
        AuthenticationFailedException.class,
        UnauthorizedException.class,
        ForbiddenException.class
    })
    public Response toProblem(Throwable failure, UriInfo request) {
        var answer = problems.answer(failure, request.getRequestUri().getRawPath());
        var response = Response.status(answer.problem().status())
                .type(Problem.MEDIA_TYPE)
                .entity(answer.problem());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
