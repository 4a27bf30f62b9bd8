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
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.DeadLettersApi;
import org.mentoring.web.api.model.DeadLetter;
import org.mentoring.web.api.model.DeadLetterDiscard;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Events that a service could not apply. */
@Path("/admin/dead-letters")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class DeadLettersResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 500;
    private static final String HERE = "/admin/dead-letters";
    private static final List<String> STATES = List.of("parked", "replayed", "discarded");

    private final DeadLettersApi letters;
    private final Forms forms;
    private final SentForm form;

    DeadLettersResource(@RestClient DeadLettersApi letters, Forms forms, SentForm form) {
        this.letters = letters;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance deadLetters(
                List<DeadLetter> letters, String status, List<String> states, Paging paging);

        static native TemplateInstance deadLetter(DeadLetter letter, String reason, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("status") String status, @QueryParam("cursor") String cursor) {
        var state = status != null && STATES.contains(status) ? status : STATES.getFirst();
        var page = ApiCalls.page(cursor, from -> letters.deadLettersPage(from, PAGE, state, null));
        return Templates.deadLetters(
                page.items(),
                state,
                STATES,
                Paging.of(PageAddress.of(HERE).with("status", state), cursor, page.nextCursor()));
    }

    @GET
    @Path("{id}")
    public TemplateInstance letter(@PathParam("id") UUID id) {
        return Templates.deadLetter(letters.deadLettersGet(id), "", FormErrors.none());
    }

    @POST
    @Path("{id}/replay")
    public Response replay(@PathParam("id") UUID id) {
        return settle(() -> letters.deadLettersReplay(id), id, "", "admin.letter.replayed");
    }

    @POST
    @Path("{id}/discard")
    public Response discard(@PathParam("id") UUID id) {
        var reason = form.one("reason");
        var errors = forms.errors()
                .required("reason", reason, "admin.wrong.reason", "most", LONGEST_REASON)
                .atMost(LONGEST_REASON, "reason", reason);
        return errors.any()
                ? again(id, reason, errors)
                : settle(
                        () -> letters.deadLettersDiscard(id, new DeadLetterDiscard(reason)),
                        id,
                        reason,
                        "admin.letter.discarded");
    }

    private Response again(UUID id, String reason, FormErrors errors) {
        return forms.again(Templates.deadLetter(letters.deadLettersGet(id), reason, errors));
    }

    private Response settle(Runnable act, UUID id, String reason, String done) {
        var page = HERE + "/" + id;
        try {
            act.run();
            return forms.done(page, done);
        } catch (ApiException e) {
            return e.is("conflict")
                    ? forms.refused(page, "admin.outcome.settled")
                    : again(id, reason, forms.errors(e, "reason"));
        }
    }
}
