package org.mentoring.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.SessionsApi;
import org.mentoring.web.api.model.Decision;
import org.mentoring.web.api.model.MentoringSession;
import org.mentoring.web.api.model.MentoringSessionPage;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** Sessions of which one side says that somebody did not come, and the other one objects. */
@Path("/admin/disputes")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class DisputesResource {

    private static final int PAGE = 20;
    private static final String HERE = "/admin/disputes";

    private final SessionsApi sessions;
    private final Reader reader;
    private final Forms forms;

    DisputesResource(@RestClient SessionsApi sessions, Reader reader, Forms forms) {
        this.sessions = sessions;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        /** @param wrong the id of the session whose form was refused; empty for none */
        static native TemplateInstance disputes(
                MentoringSessionPage page, String cursor, String wrong, FormErrors errors);
    }

    @TemplateExtension
    static final class Sides {
        private Sides() {}

        /** @param side mentor or mentee */
        static String nameOf(MentoringSession session, String side) {
            return "mentor".equals(side) ? session.mentorName() : session.menteeName();
        }
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        return page(cursor, "", FormErrors.none());
    }

    /** @param outcome completed, or the side that did not come */
    @POST
    @Path("{id}/decide")
    public Response decide(
            @PathParam("id") String id, @FormParam("outcome") String outcome, @FormParam("cursor") String cursor) {
        var decision =
                switch (outcome == null ? "" : outcome) {
                    case "completed" -> new Decision("completed", null);
                    case "mentor", "mentee" -> new Decision("no-show", outcome);
                    default -> null;
                };
        if (decision == null) {
            var session = Ids.of(id).toString();
            return forms.again(page(
                    cursor,
                    session,
                    FormErrors.none().add("completed-" + session, reader.texts().of("admin.wrong.outcome"))));
        }
        var back = Ids.cursor(cursor) == null ? HERE : HERE + "?cursor=" + cursor;
        try {
            sessions.sessionsDecide(Ids.of(id), decision);
            return forms.done(back, "admin.dispute.decided");
        } catch (ApiException e) {
            if (e.is("conflict")) {
                return forms.refused(back, "admin.outcome.settled");
            }
            throw e;
        }
    }

    private TemplateInstance page(String cursor, String wrong, FormErrors errors) {
        var from = Ids.cursor(cursor);
        return Templates.disputes(
                ApiCalls.page(from, at -> sessions.sessionsPage(true, at, null, PAGE, null, null, null, null)),
                from == null ? "" : from,
                wrong,
                errors);
    }
}
