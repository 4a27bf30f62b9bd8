package org.mentoring.web.link;

import java.net.URI;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
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
import org.mentoring.web.book.TimeQuery;
import org.mentoring.web.bookings.OwnBookings;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
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
    private final Forms forms;
    private final SentForm form;
    private final RoutingContext context;

    LinkResource(
            LinkedSessions sessions,
            LinkedMoves moves,
            @RestClient BookingsApi bookings,
            Visitor visitor,
            Forms forms,
            SentForm form,
            RoutingContext context) {
        this.sessions = sessions;
        this.moves = moves;
        this.bookings = bookings;
        this.visitor = visitor;
        this.forms = forms;
        this.form = form;
        this.context = context;
    }

    @CheckedTemplate(basePath = "link")
    static final class Templates {
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
            var redirect = Response.seeOther(URI.create(page(id))).header(HttpHeaders.CACHE_CONTROL, "no-store");
            sessions.cookies(id, token).forEach(redirect::cookie);
            return redirect.build();
        }
        return answer(id, () -> shown(Templates.page(sessions.get(id), "", FormErrors.none())));
    }

    @POST
    @Path("cancel")
    public Response cancel(@PathParam("id") UUID id) {
        return answer(id, () -> {
            var reason = form.one("reason");
            var errors = forms.errors().atMost(OwnBookings.LONGEST_REASON, "reason", reason);
            if (!errors.any()) {
                try {
                    sessions.cancel(id, form.key(), form.oneOrNull("reason"));
                    return forms.done(page(id), "bookings.cancelled");
                } catch (ApiException e) {
                    errors = forms.errors(e, "reason");
                }
            }
            return forms.again(Templates.page(sessions.get(id), reason, errors));
        });
    }

    @GET
    @Path("move")
    public Response times(@PathParam("id") UUID id, @BeanParam TimeQuery query) {
        return answer(id, () -> moves.choose(id, query));
    }

    @POST
    @Path("move")
    public Response move(@PathParam("id") UUID id) {
        return answer(id, () -> moves.move(id));
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

    static String page(UUID id) {
        return "/bookings/" + id + "/link";
    }

    private static Response noStore(Response.ResponseBuilder page) {
        return page.type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
