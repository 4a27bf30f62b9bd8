package org.mentoring.web.admin;

import java.util.List;
import java.util.Map;

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
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.DeadLettersApi;
import org.mentoring.web.api.model.DeadLetter;
import org.mentoring.web.api.model.DeadLetterDiscard;
import org.mentoring.web.api.model.DeadLetterPage;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** Events that a service could not apply. */
@Path("/admin/dead-letters")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class DeadLettersResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 500;
    private static final List<String> STATES = List.of("parked", "replayed", "discarded");

    private final DeadLettersApi letters;
    private final Reader reader;
    private final Forms forms;

    DeadLettersResource(@RestClient DeadLettersApi letters, Reader reader, Forms forms) {
        this.letters = letters;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance deadLetters(
                DeadLetterPage page, String status, List<String> states, boolean first);

        static native TemplateInstance deadLetter(DeadLetter letter, String reason, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("status") String status, @QueryParam("cursor") String cursor) {
        var state = status != null && STATES.contains(status) ? status : STATES.getFirst();
        return Templates.deadLetters(
                ApiCalls.page(Ids.cursor(cursor), from -> letters.deadLettersPage(from, PAGE, state, null)),
                state,
                STATES,
                Ids.cursor(cursor) == null);
    }

    @GET
    @Path("{id}")
    public TemplateInstance letter(@PathParam("id") String id) {
        return Templates.deadLetter(letters.deadLettersGet(Ids.of(id)), "", FormErrors.none());
    }

    @POST
    @Path("{id}/replay")
    public Response replay(@PathParam("id") String id) {
        return settle(() -> letters.deadLettersReplay(Ids.of(id)), id, "", "admin.letter.replayed");
    }

    @POST
    @Path("{id}/discard")
    public Response discard(@PathParam("id") String id, @FormParam("reason") String reason) {
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.codePointCount(0, said.length()) > LONGEST_REASON) {
            return again(
                    id,
                    said,
                    FormErrors.none().add("reason", reader.texts().of("admin.wrong.reason", "most", LONGEST_REASON)));
        }
        return settle(
                () -> letters.deadLettersDiscard(Ids.of(id), new DeadLetterDiscard(said)),
                id,
                said,
                "admin.letter.discarded");
    }

    private Response again(String id, String reason, FormErrors errors) {
        return forms.again(Templates.deadLetter(letters.deadLettersGet(Ids.of(id)), reason, errors));
    }

    private Response settle(Runnable act, String id, String reason, String done) {
        var page = "/admin/dead-letters/" + Ids.of(id);
        try {
            act.run();
            return forms.done(page, done);
        } catch (ApiException e) {
            if (e.is("conflict")) {
                return forms.refused(page, "admin.outcome.settled");
            }
            return again(id, reason, FormErrors.of(e, reader.texts(), Map.of("reason", "reason")));
        }
    }
}
