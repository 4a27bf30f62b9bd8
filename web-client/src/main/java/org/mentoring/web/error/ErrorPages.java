package org.mentoring.web.error;

import java.net.URI;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

import static java.util.Map.entry;

/** Error pages. Their texts are {@code error.<key>.title} and {@code error.<key>.text}. */
@RequestScoped
public class ErrorPages {

    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    private static final int BAD_REQUEST = Response.Status.BAD_REQUEST.getStatusCode();
    private static final int SERVICE_UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
    private static final int UNAUTHORIZED = Response.Status.UNAUTHORIZED.getStatusCode();
    private static final int SECONDS_UNTIL_AGAIN = 5;
    /** The labels of fields in which people write. */
    static final Map<String, String> LABELS = Map.ofEntries(
            entry("note", "bookings.note"),
            entry("reason", "bookings.reason"),
            entry("question", "bookings.question"),
            entry("answer", "bookings.answer"),
            entry("feedback", "review.yours"),
            entry("reply", "review.received.your-reply"),
            entry("bio", "profile.bio"),
            entry("name", "account.name"),
            entry("linkedin", "account.linkedin"),
            entry("picture", "profile.picture"),
            entry("url", "profile.url"),
            entry("meeting", "availability.settings.meeting"),
            entry("aliases", "admin.tag.aliases"));

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
        /** @param signInTo the page to which a sign-in leads; null where the person does not have to sign in */
        static native TemplateInstance page(int status, String title, String text, String signInTo);

        static native TemplateInstance again(
                String title, String text, String action, List<Field> fields, List<Field> kept, boolean signIn);
    }

    /** A page by its key; on an event loop after {@link Visitor#known()} alone. */
    public Response page(int status, String key) {
        return page(status, key, reader.texts().of("error." + key + ".text"));
    }

    public Response page(int status, String key, String text) {
        return page(status, key, text, null);
    }

    /** A sign-in was refused or cancelled; another one leads to the page that was wanted. */
    public Response signInFailed(URI wanted) {
        var key = "sign-in-failed";
        return page(BAD_REQUEST, key, reader.texts().of("error." + key + ".text"), wanted.toString());
    }

    private Response page(int status, String key, String text, String signInTo) {
        return response(status, Templates.page(status, reader.texts().of("error." + key + ".title"), text, signInTo));
    }

    /** As {@link #page(int, String)}, also before the visitor is known. */
    public Uni<Response> respond(int status, String key) {
        return visitor.known().map(known -> page(status, key));
    }

    /**
     * What is shown where the same request may succeed later: a page, or for a form the form itself, so that nothing that was
     * typed is lost.
     */
    Uni<Response> retryable(int status, String pageKey, String formKey) {
        return visitor.known()
                .map(known -> context.request().method() == HttpMethod.POST
                        ? sendAgain(status, formKey)
                        : page(status, pageKey));
    }

    /**
     * A form that was sent and not processed, with everything that was filled in, and a button that sends it again. It keeps
     * its idempotency key, so that what was processed after all is not done twice.
     */
    public Response sendAgain(int status, String key) {
        var request = context.request();
        var fields = request.formAttributes().entries().stream()
                .filter(field -> !field.getKey().equals("form_token"))
                .map(field -> new Field(field.getKey(), field.getValue()))
                .toList();
        var texts = reader.texts();
        return response(
                status,
                Templates.again(
                        texts.of("error." + key + ".title"),
                        texts.of("error." + key + ".text"),
                        request.uri(),
                        fields,
                        kept(fields),
                        status == UNAUTHORIZED));
    }

    /** What people typed, with the labels they know; not what forms carry besides. */
    private List<Field> kept(List<Field> fields) {
        return fields.stream()
                .filter(field ->
                        LABELS.containsKey(field.name()) && !field.value().isBlank())
                .map(field -> new Field(reader.texts().of(LABELS.get(field.name())), field.value()))
                .toList();
    }

    private static Response response(int status, TemplateInstance page) {
        var response = Response.status(status).type(HTML).entity(page.render());
        if (status == SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_AGAIN);
        }
        return response.build();
    }
}
