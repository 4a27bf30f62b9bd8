package org.mentoring.kit.test;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;

/**
 * That each collection in a request says how many elements it may have. The kit stops reading there; without it, one request is
 * validated in a time that grows with the square of its elements.
 */
final class RequestSizes {

    private static final int LARGEST_LIMIT = 1000;
    private static final String PACKAGE_PREFIX = "org.mentoring.";

    private RequestSizes() {}

    /** Throws an {@link AssertionError} that names each collection that does not. */
    static void check(JavaClasses classes) {
        var found = new ArrayList<String>();
        var seen = new HashSet<Class<?>>();
        classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                .map(JavaMethod::reflect)
                .map(Method::getParameters)
                .flatMap(Arrays::stream)
                .filter(RequestSizes::isBody)
                .forEach(body -> check(body.getParameterizedType(), seen, found));
        if (!found.isEmpty()) {
            throw new AssertionError("Collections in requests need @Size(max = …) of at most " + LARGEST_LIMIT + ":\n"
                    + String.join("\n", found));
        }
    }

    private static boolean isBody(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .noneMatch(annotation -> annotation.annotationType().getName().startsWith("jakarta.ws.rs."));
    }

    private static void check(Type type, Set<Class<?>> seen, List<String> found) {
        if (type instanceof ParameterizedType generic) {
            check(generic.getRawType(), seen, found);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> check(argument, seen, found));
        }
        if (!(type instanceof Class<?> request)
                || !request.getName().startsWith(PACKAGE_PREFIX)
                || !seen.add(request)) {
            return;
        }
        for (var field : request.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            var size = field.getAnnotation(Size.class);
            var many =
                    Collection.class.isAssignableFrom(field.getType()) || Map.class.isAssignableFrom(field.getType());
            if (many && (size == null || size.max() > LARGEST_LIMIT)) {
                found.add(request.getName() + "." + field.getName());
            }
            check(field.getGenericType(), seen, found);
        }
    }
}
