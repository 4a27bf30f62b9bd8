package org.mentoring.kit.problem;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.opentelemetry.api.trace.Span;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.http.TooManyElementsException;
import org.mentoring.kit.problem.Problem.FieldError;

/** Turns a failure into the problem that the caller gets. */
@ApplicationScoped
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    /** PostgreSQL has no text with NUL or with unpaired surrogates, neither as text nor in JSON. */
    private static final Set<String> UNUSABLE_TEXT = Set.of("22021", "22P05");

    /** A problem and what goes into the headers of its answer. */
    public record Answer(Problem problem, Map<String, String> headers) {}

    /**
     * @param failure what was thrown
     * @param instance the path of the request
     */
    public Answer answer(Throwable failure, String instance) {
        var problem = problem(unwrap(failure), instance);
        var type = problem.type();
        var span = Span.current().getSpanContext();
        return new Answer(
                new Problem(
                        type.uri(),
                        type.title(),
                        type.status(),
                        problem.getMessage(),
                        instance,
                        problem.errors(),
                        span.isValid() ? span.getTraceId() : null),
                problem.headers());
    }

    private static ProblemException problem(Throwable cause, String instance) {
        return switch (cause) {
            case ProblemException problem -> problem;
            case ConstraintViolationException violations -> Problems.invalid(errors(violations));
            case OptimisticLockException ignored -> Problems.staleVersion();
            case JacksonException json -> unreadable(json);
            case AuthenticationFailedException ignored -> unauthenticated();
            case UnauthorizedException ignored -> unauthenticated();
            case ForbiddenException ignored -> Problems.forbidden("The caller lacks the role that this needs.");
            case OIDCException unreachable -> unverifiable(unreachable, instance);
            case WebApplicationException web -> web(web, instance);
            default -> other(cause, instance);
        };
    }

    private static ProblemException web(WebApplicationException web, String instance) {
        if (web.getCause() instanceof JacksonException json) {
            return unreadable(json);
        }
        var status = web.getResponse().getStatus();
        return status >= 500 ? other(web, instance) : Problems.of(ProblemType.ofStatus(status), null);
    }

    private static ProblemException other(Throwable cause, String instance) {
        if (DatabaseFailure.sqlState(cause).filter(UNUSABLE_TEXT::contains).isPresent()) {
            return Problems.of(ProblemType.MALFORMED, "The request contains invalid characters.");
        }
        if (DatabaseFailure.isTransient(cause)) {
            LOG.warnf("No answer from the database for %s: %s", instance, cause.toString());
            return Problems.unavailable("Please try again in a moment.", Duration.ofSeconds(2));
        }
        LOG.errorf(cause, "Unexpected failure of %s", instance);
        return Problems.of(ProblemType.INTERNAL, "The failure was logged with this `trace_id`.");
    }

    /** The keys of the identity provider are not known, and it does not answer: the token may be good. */
    private static ProblemException unverifiable(OIDCException cause, String instance) {
        LOG.warnf("No answer from the identity provider for %s: %s", instance, cause.getMessage());
        return Problems.unavailable(
                "The access token cannot be verified at the moment. Please try again.", Duration.ofSeconds(5));
    }

    private static ProblemException unauthenticated() {
        return new ProblemException(
                ProblemType.UNAUTHENTICATED,
                "Send an unexpired access token for the audience `mentoring-api`.",
                List.of(),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private static ProblemException unreadable(JacksonException json) {
        var field = json instanceof JsonMappingException mapping ? path(mapping) : "";
        if (json instanceof TooManyElementsException tooMany) {
            return Problems.invalid(List.of(new FieldError(field, tooMany.getOriginalMessage())));
        }
        if (field.isEmpty()) {
            return Problems.of(ProblemType.MALFORMED, "The body is not valid JSON for this operation.");
        }
        return Problems.malformed(
                field,
                json instanceof UnrecognizedPropertyException
                        ? "is not a field of this request"
                        : "has a value of the wrong kind");
    }

    private static String path(JsonMappingException mapping) {
        var path = new StringBuilder();
        for (var step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static List<FieldError> errors(ConstraintViolationException violations) {
        return violations.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
    }

    /**
     * The first two nodes are the resource's method and parameter: a client knows the parameter by the name in the request. The index
     * of an element is part of the node before.
     */
    private static String field(ConstraintViolation<?> violation) {
        var nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() != ElementKind.CONTAINER_ELEMENT)
                .toList();
        return nodes.size() == 2 && nodes.getLast().getKind() == ElementKind.PARAMETER
                ? parameter(
                        violation.getRootBeanClass(),
                        nodes.getFirst().as(Path.MethodNode.class),
                        nodes.getLast().as(Path.ParameterNode.class))
                : SNAKE_CASE.translate(nodes.stream()
                        .skip(Math.min(2, nodes.size() - 1L))
                        .map(Path.Node::toString)
                        .collect(Collectors.joining(".")));
    }

    /** Looked for in superclasses, because proxies have no annotations. What is no parameter of the address is the body. */
    private static String parameter(Class<?> resource, Path.MethodNode method, Path.ParameterNode parameter) {
        var types = method.getParameterTypes().toArray(Class<?>[]::new);
        return Stream.<Class<?>>iterate(resource, Objects::nonNull, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(declared -> declared.getName().equals(method.getName())
                        && Arrays.equals(declared.getParameterTypes(), types))
                .map(declared ->
                        declared.getParameters()[parameter.getParameterIndex()].getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .findFirst()
                .map(QueryParam::value)
                .orElse("body");
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
