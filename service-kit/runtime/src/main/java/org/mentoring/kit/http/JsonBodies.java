package org.mentoring.kit.http;

import java.io.IOException;
import java.util.Locale;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

/** Reads request bodies as JSON alone: Quarkus REST would make any type that has a constructor with one String of a plain text. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
class JsonBodies implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        var type = context.getMediaType().getSubtype().toLowerCase(Locale.ROOT);
        if (!type.equals("json") && !type.endsWith("+json")) {
            throw new NotSupportedException();
        }
        return context.proceed();
    }
}
