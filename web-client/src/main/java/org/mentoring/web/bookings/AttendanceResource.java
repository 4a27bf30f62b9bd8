package org.mentoring.web.bookings;

import java.util.UUID;
import java.util.function.Consumer;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.SessionsApi;
import org.mentoring.web.api.model.Contest;
import org.mentoring.web.api.model.NoShow;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** Completes a session early, reports a no-show of the other side, or disputes such a report. */
@Path("/bookings/{id}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class AttendanceResource {

    private static final int CONFLICT = 409;

    private final SessionsApi sessions;
    private final BookingViews views;
    private final Reader reader;
    private final Forms forms;

    AttendanceResource(@RestClient SessionsApi sessions, BookingViews views, Reader reader, Forms forms) {
        this.sessions = sessions;
        this.views = views;
        this.reader = reader;
        this.forms = forms;
    }

    @POST
    @Path("complete")
    public Response complete(@PathParam("id") String id) {
        return act(id, session -> sessions.sessionsComplete(session), "bookings.completed");
    }

    @POST
    @Path("no-show")
    public Response report(@PathParam("id") String id) {
        return act(id, session -> sessions.sessionsNoShow(session, new NoShow(null)), "bookings.absent.reported");
    }

    @POST
    @Path("contest")
    public Response contest(@PathParam("id") String id, @FormParam("reason") String reason) {
        var text = reason == null || reason.isBlank() ? null : reason.replace("\r\n", "\n");
        return act(id, session -> sessions.sessionsContest(session, new Contest(text)), "bookings.absent.contested");
    }

    private Response act(String id, Consumer<UUID> act, String done) {
        var session = views.get(id).booking().sessionId();
        if (session == null) {
            throw new NotFoundException();
        }
        try {
            act.accept(session);
            return forms.done("/bookings/" + id, done);
        } catch (ApiException e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            var key = "problem." + e.type();
            return forms.refused("/bookings/" + id, reader.texts().has(key) ? key : "problem.other");
        }
    }
}
