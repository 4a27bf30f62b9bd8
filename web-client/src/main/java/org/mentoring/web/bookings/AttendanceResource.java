package org.mentoring.web.bookings;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

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
import org.mentoring.web.api.model.MentoringSession;
import org.mentoring.web.api.model.NoShow;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.form.TypedText;

/** Completes a session early, reports a no-show of the other side, or disputes such a report. */
@Path("/bookings/{id}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class AttendanceResource {

    private static final int CONFLICT = 409;
    private static final int LONGEST_OBJECTION = 1000;

    private final SessionsApi sessions;
    private final OwnBookings views;
    private final BookingPages pages;
    private final Forms forms;
    private final SentForm form;

    AttendanceResource(
            @RestClient SessionsApi sessions, OwnBookings views, BookingPages pages, Forms forms, SentForm form) {
        this.pages = pages;
        this.sessions = sessions;
        this.views = views;
        this.forms = forms;
        this.form = form;
    }

    @POST
    @Path("complete")
    public Response complete(@PathParam("id") UUID id) {
        return act(
                id,
                session -> sessions.sessionsComplete(session),
                (session, me) -> "completed".equals(session.status()),
                "bookings.completed");
    }

    @POST
    @Path("no-show")
    public Response report(@PathParam("id") UUID id) {
        return act(
                id,
                session -> sessions.sessionsNoShow(session, new NoShow(null)),
                (session, me) -> me.equals(session.reportedBy()) || me.equals(session.contestedBy()),
                "bookings.absent.reported");
    }

    @POST
    @Path("contest")
    public Response contest(@PathParam("id") UUID id) {
        var typed = new TypedText("reason", form.one("reason"));
        var errors = forms.errors().atMost(LONGEST_OBJECTION, typed.field(), typed.text());
        if (!errors.any()) {
            var reason = form.oneOrNull("reason");
            try {
                sessions.sessionsContest(session(id), new Contest(reason));
                return forms.done("/bookings/" + id, "bookings.absent.contested");
            } catch (ApiException e) {
                if (isDone(
                        id,
                        e,
                        (session, me) ->
                                me.equals(session.contestedBy()) && Objects.equals(reason, session.contestReason()))) {
                    return forms.done("/bookings/" + id, "bookings.absent.contested");
                }
                errors = forms.errors(e, "reason");
            }
        }
        return forms.again(pages.page(views.get(id), typed, errors));
    }

    private Response act(UUID id, Consumer<UUID> act, BiPredicate<MentoringSession, String> done, String said) {
        try {
            act.accept(session(id));
        } catch (ApiException e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            if (!isDone(id, e, done)) {
                return forms.refused("/bookings/" + id, e);
            }
        }
        return forms.done("/bookings/" + id, said);
    }

    /**
     * Whether the refused form had been processed before: one that got no answer is sent again.
     *
     * @param done from the session and the side of the reader
     */
    private boolean isDone(UUID id, ApiException refusal, BiPredicate<MentoringSession, String> done) {
        return refusal.status() == CONFLICT
                && done.test(
                        sessions.sessionsGet(session(id)), views.get(id).side().key());
    }

    private UUID session(UUID id) {
        return Optional.ofNullable(views.get(id).booking().sessionId()).orElseThrow(NotFoundException::new);
    }
}
