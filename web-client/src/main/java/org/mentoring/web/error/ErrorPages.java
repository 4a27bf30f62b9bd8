package org.mentoring.web.error;

import java.util.List;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/** Error pages. Their texts are {@code error.<key>.title} and {@code error.<key>.text}. */
@RequestScoped
public class ErrorPages {

    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    private static final int SERVICE_UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
    private static final int SECONDS_UNTIL_AGAIN = 5;

    private final Reader reader;
    private final Visitor visitor;
    private final RoutingContext context;

    ErrorPages(Reader reader, Visitor visitor, RoutingContext context) {
        this.reader = reader;
        this.visitor = visitor;
        this.context = context;
    }

    record Field(String name, String value) {}

    @CheckedTemplate(basePath = "error")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(int status, String title, String text);

        static native TemplateInstance again(
                String title, String text, String action, List<Field> fields, boolean signIn);
    }

    /** A page by its key; on an event loop after {@link Visitor#known()} alone. */
    public Response page(int status, String key) {
        return page(status, key, reader.texts().of("error." + key + ".text"));
    }

    public Response page(int status, String key, String text) {
        var page = Response.status(status)
                .type(HTML)
                .entity(Templates.page(status, reader.texts().of("error." + key + ".title"), text)
                        .render());
        return (status == SERVICE_UNAVAILABLE ? page.header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_AGAIN) : page)
                .build();
    }

    /** As {@link #page(int, String)}, also before the visitor is known. */
    public Uni<Response> respond(int status, String key) {
        return visitor.known().map(known -> page(status, key));
    }

    Uni<Response> respond(int status, String key, String text) {
        return visitor.known().map(known -> page(status, key, text));
    }

    /** A form that was sent and not processed, with everything that was filled in, and a button that sends it again. */
    public Response sendAgain(int status, String key) {
        var request = context.request();
        var fields = request.formAttributes().entries().stream()
                .filter(field -> !field.getKey().equals("form_token"))
                .map(field -> new Field(field.getKey(), field.getValue()))
                .toList();
        var texts = reader.texts();
        return Response.status(status)
                .type(HTML)
                .entity(Templates.again(
                                texts.of("error." + key + ".title"),
                                texts.of("error." + key + ".text"),
                                request.uri(),
                                fields,
                                key.equals("signed-out"))
                        .render())
                .build();
    }
}
