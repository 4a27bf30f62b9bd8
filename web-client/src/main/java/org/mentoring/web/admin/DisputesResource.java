package org.mentoring.web.admin;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
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
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Sessions of which one side says that somebody did not come, and the other one objects. */
@Path("/admin/disputes")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class DisputesResource {

    private static final int PAGE = 20;
    private static final PageAddress LIST = PageAddress.of("/admin/disputes");

    private final SessionsApi sessions;
    private final Forms forms;
    private final SentForm form;

    DisputesResource(@RestClient SessionsApi sessions, Forms forms, SentForm form) {
        this.sessions = sessions;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance disputes(
                List<MentoringSession> sessions, String cursor, Paging paging, FormErrors errors);
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
        return page(cursor, FormErrors.none());
    }

    /** The outcome in the form is {@code completed}, or the side that did not come. */
    @POST
    @Path("{id}/decide")
    public Response decide(@PathParam("id") UUID id) {
        var outcome = form.one("outcome");
        var decision =
                switch (outcome) {
                    case "completed" -> new Decision("completed", null);
                    case "mentor", "mentee" -> new Decision("no-show", outcome);
                    default -> null;
                };
        var cursor = form.one("cursor");
        if (decision == null) {
            return forms.again(page(cursor, forms.errors().add("completed-" + id, "admin.wrong.outcome")));
        }
        var back = LIST.with("cursor", cursor).toString();
        try {
            sessions.sessionsDecide(id, decision);
            return forms.done(back, "admin.dispute.decided");
        } catch (ApiException e) {
            if (e.is("conflict")) {
                return forms.refused(back, "admin.outcome.settled");
            }
            throw e;
        }
    }

    private TemplateInstance page(String cursor, FormErrors errors) {
        var page = ApiCalls.page(cursor, from -> sessions.sessionsPage(true, from, null, PAGE, null, null, null, null));
        return Templates.disputes(page.items(), cursor, Paging.of(LIST, cursor, page.nextCursor()), errors);
    }
}
