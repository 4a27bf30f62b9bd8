package org.mentoring.web.link;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.bookings.BookingViews;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/**
 * A session for people who followed the link of a mail, without signing in. Opening a page changes nothing, and buttons wait until a person
 * can have seen them, because programs that look for harmful links open pages and press buttons.
 */
@Path("/bookings/{id}/link")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@PermitAll
class LinkResource {

    private static final int FORBIDDEN = 403;
    private static final String REFUSED = "booking-link-refused";

    private final LinkedSessions sessions;
    private final LinkedMoves moves;
    private final BookingsApi bookings;
    private final Visitor visitor;
    private final Reader reader;
    private final Forms forms;
    private final RoutingContext context;

    LinkResource(
            LinkedSessions sessions,
            LinkedMoves moves,
            @RestClient BookingsApi bookings,
            Visitor visitor,
            Reader reader,
            Forms forms,
            RoutingContext context) {
        this.sessions = sessions;
        this.moves = moves;
        this.bookings = bookings;
        this.visitor = visitor;
        this.reader = reader;
        this.forms = forms;
        this.context = context;
    }

    @CheckedTemplate(basePath = "link")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(LinkView view, String reason, FormErrors errors);

        static native TemplateInstance refused(UUID id);
    }

    /**
     * The session; for one of its sides who is signed in the usual page.
     *
     * @param token what the mail's link has; the page itself is without it
     */
    @GET
    public Response open(@PathParam("id") UUID id, @QueryParam("token") String token) {
        if (visitor.signedIn()
                && ApiCalls.orUnavailable(() -> bookings.bookingsGet(id)).present()) {
            return Response.seeOther(URI.create("/bookings/" + id)).build();
        }
        if (token != null) {
            context.response().putHeader("Referrer-Policy", "no-referrer");
            var redirect = Response.seeOther(page(id)).header(HttpHeaders.CACHE_CONTROL, "no-store");
            sessions.cookies(id, token).forEach(redirect::cookie);
            return redirect.build();
        }
        return answer(id, () -> shown(Templates.page(sessions.get(id), "", FormErrors.none())));
    }

    @POST
    @Path("cancel")
    public Response cancel(
            @PathParam("id") UUID id, @FormParam("reason") String reason, @FormParam("form_key") String key) {
        return answer(id, () -> {
            var errors = tooLong(reason);
            if (errors.any()) {
                return forms.again(Templates.page(sessions.get(id), reason, errors));
            }
            try {
                sessions.cancel(id, key, text(reason));
                return forms.done(page(id).toString(), "bookings.cancelled");
            } catch (ApiException e) {
                var refusal = FormErrors.of(e, reader.texts(), Map.of("reason", "reason"));
                return forms.again(Templates.page(sessions.get(id), reason, refusal));
            }
        });
    }

    @GET
    @Path("move")
    public Response times(
            @PathParam("id") UUID id,
            @QueryParam("month") String month,
            @QueryParam("day") String day,
            @QueryParam("start") String start,
            @QueryParam("zone") String zone) {
        return answer(id, () -> {
            var view = sessions.get(id);
            return view.movable()
                    ? moves.choose(view, month, day, start, zone)
                    : forms.refused(
                            page(id).toString(), view.tooLate() ? "problem.too-late" : "problem.booking-not-open");
        });
    }

    @POST
    @Path("move")
    public Response move(
            @PathParam("id") UUID id,
            @FormParam("start") String start,
            @FormParam("zone") String zone,
            @FormParam("reason") String reason,
            @FormParam("form_key") String key) {
        return answer(id, () -> moves.move(id, start, zone, reason, tooLong(reason), key));
    }

    /** A link that the API refuses has a page of its own. */
    private Response answer(UUID id, Supplier<Response> act) {
        try {
            return act.get();
        } catch (ApiException e) {
            if (!e.is(REFUSED)) {
                throw e;
            }
            return noStore(
                    Response.status(FORBIDDEN).entity(Templates.refused(id).render()));
        }
    }

    static Response shown(TemplateInstance page) {
        return noStore(Response.ok(page.render()));
    }

    static URI page(UUID id) {
        return URI.create("/bookings/" + id + "/link");
    }

    private static Response noStore(Response.ResponseBuilder page) {
        return page.type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private FormErrors tooLong(String reason) {
        return FormErrors.none().atMost(BookingViews.LONGEST_REASON, "reason", reason, reader.texts());
    }

    static String text(String reason) {
        return reason == null || reason.isBlank() ? null : reason.replace("\r\n", "\n");
    }
}
