package org.mentoring.kit.http;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.mentoring.kit.problem.Problems;

/**
 * Refuses what a request says in its address and the operation does not read: parameters that it does not declare, one that is
 * given twice where it takes one, and invalid characters. Passed over in silence, a mistyped filter would answer
 * with more than was asked for.
 */
class QueryParameters {

    private final Map<Method, Map<String, Boolean>> declared = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(UriInfo request, ResourceInfo resource) {
        var operation = resource.getResourceMethod();
        if (operation == null) {
            return;
        }
        var known = declared.computeIfAbsent(operation, QueryParameters::of);
        var open = operation.isAnnotationPresent(IgnoresUnknownParameters.class);
        request.getQueryParameters().forEach((name, values) -> check(name, values, known.get(name), open));
        request.getPathParameters().forEach(QueryParameters::requireUsable);
    }

    /** @param repeatable null where the operation does not know the parameter */
    private static void check(String name, List<String> values, Boolean repeatable, boolean open) {
        if (repeatable == null && !open) {
            var shown = UsableText.isUsable(name) ? name : "A parameter";
            throw Problems.malformed(shown, "is not a parameter of this operation");
        }
        if (Boolean.FALSE.equals(repeatable) && values.size() > 1) {
            throw Problems.malformed(name, "may be given once");
        }
        if (repeatable != null) {
            requireUsable(name, values);
        }
    }

    private static void requireUsable(String name, List<String> values) {
        if (!values.stream().allMatch(UsableText::isUsable)) {
            throw Problems.malformed(name, "must not have control characters or unpaired surrogates");
        }
    }

    /** The names that an operation reads, and whether it reads several values of each. */
    private static Map<String, Boolean> of(Method operation) {
        var found = new HashMap<String, Boolean>();
        for (var parameter : operation.getParameters()) {
            collect(parameter, parameter.getType(), found);
        }
        return Map.copyOf(found);
    }

    private static void collect(AnnotatedElement element, Class<?> type, Map<String, Boolean> found) {
        var query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            found.put(query.value(), type.isArray() || Collection.class.isAssignableFrom(type));
        }
        if (element.isAnnotationPresent(BeanParam.class)) {
            for (Class<?> bean = type; bean != null && bean != Object.class; bean = bean.getSuperclass()) {
                for (var field : bean.getDeclaredFields()) {
                    collect(field, field.getType(), found);
                }
            }
        }
    }
}
