package org.mentoring.web.bookings;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
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
import org.mentoring.web.api.model.MentoringSession;
import org.mentoring.web.api.model.NoShow;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.Written;
import org.mentoring.web.language.Reader;

/** Completes a session early, reports a no-show of the other side, or disputes such a report. */
@Path("/bookings/{id}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class AttendanceResource {

    private static final int CONFLICT = 409;
    private static final int LONGEST_OBJECTION = 1000;

    private final SessionsApi sessions;
    private final BookingViews views;
    private final BookingPages pages;
    private final Reader reader;
    private final Forms forms;

    AttendanceResource(
            @RestClient SessionsApi sessions, BookingViews views, BookingPages pages, Reader reader, Forms forms) {
        this.pages = pages;
        this.sessions = sessions;
        this.views = views;
        this.reader = reader;
        this.forms = forms;
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
    public Response contest(@PathParam("id") UUID id, @FormParam("reason") String reason) {
        var errors = FormErrors.none().atMost(LONGEST_OBJECTION, "reason", reason, reader.texts());
        if (errors.any()) {
            return again(id, reason, errors);
        }
        var text = reason == null || reason.isBlank() ? null : reason.replace("\r\n", "\n");
        try {
            sessions.sessionsContest(session(id), new Contest(text));
        } catch (ApiException e) {
            if (!isDone(
                    id,
                    e,
                    (session, me) ->
                            me.equals(session.contestedBy()) && Objects.equals(text, session.contestReason()))) {
                return again(id, reason, FormErrors.of(e, reader.texts(), Map.of("reason", "reason")));
            }
        }
        return forms.done("/bookings/" + id, "bookings.absent.contested");
    }

    private Response again(UUID id, String reason, FormErrors errors) {
        return forms.again(pages.page(views.get(id), new Written("reason", reason), errors));
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
