package org.mentoring.web.admin;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.admin.BulkResults.Item;
import org.mentoring.web.admin.BulkResults.Outcome;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.MentorPage;
import org.mentoring.web.api.model.Suspension;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** Applications of mentors; several can be decided on at once, after a page that asks for confirmation. */
@Path("/admin/applications")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ApplicationsResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 500;
    private static final String HERE = "/admin/applications";

    private final MentorsApi mentors;
    private final BulkResults results;
    private final Reader reader;
    private final Forms forms;

    ApplicationsResource(@RestClient MentorsApi mentors, BulkResults results, Reader reader, Forms forms) {
        this.reader = reader;
        this.mentors = mentors;
        this.results = results;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance applications(MentorPage page, String cursor, List<Outcome> outcomes);

        /** @param decision {@code approve} or {@code decline} */
        static native TemplateInstance decide(
                List<Mentor> chosen, String decision, String cursor, String reason, FormErrors errors);
    }

    @GET
    public Response show(@QueryParam("cursor") String cursor) {
        var from = Ids.cursor(cursor);
        return results.shownOn(Templates.applications(page(from), from == null ? "" : from, results.take()));
    }

    /** Asks for confirmation of the decision. */
    @GET
    @Path("decide")
    public Response confirm(
            @QueryParam("id") List<String> ids,
            @QueryParam("decision") String decision,
            @QueryParam("cursor") String cursor) {
        var chosen = chosen(Ids.of(ids), cursor);
        return chosen.isEmpty()
                ? forms.refused(back(cursor), "admin.none-chosen")
                : Response.ok(Templates.decide(
                                chosen,
                                "decline".equals(decision) ? "decline" : "approve",
                                cursor == null ? "" : cursor,
                                "",
                                FormErrors.none()))
                        .build();
    }

    @POST
    @Path("approve")
    public Response approve(@FormParam("id") List<String> ids, @FormParam("cursor") String cursor) {
        return decide(ids, cursor, mentors::mentorsApprove);
    }

    /** A declined mentor keeps the application, is not in the directory, and can be approved later. */
    @POST
    @Path("decline")
    public Response decline(
            @FormParam("id") List<String> ids, @FormParam("reason") String reason, @FormParam("cursor") String cursor) {
        var told = reason == null || reason.isBlank() ? null : reason.strip();
        var errors = FormErrors.none().atMost(LONGEST_REASON, "reason", told, reader.texts());
        if (errors.any()) {
            return forms.again(Templates.decide(
                    chosen(Ids.of(ids), cursor), "decline", cursor == null ? "" : cursor, told, errors));
        }
        return decide(ids, cursor, id -> mentors.mentorsSuspend(id, new Suspension("cancel", told)));
    }

    private Response decide(List<String> ids, String cursor, Consumer<UUID> act) {
        var names = chosen(Ids.of(ids), cursor);
        var chosen = Ids.of(ids).stream()
                .map(id -> new Item(
                        id,
                        names.stream()
                                .filter(mentor -> mentor.id().equals(id))
                                .map(Mentor::name)
                                .findFirst()
                                .orElse(id.toString())))
                .toList();
        return results.each(chosen, act, back(cursor));
    }

    private List<Mentor> chosen(List<UUID> ids, String cursor) {
        return page(Ids.cursor(cursor)).items().stream()
                .filter(mentor -> ids.contains(mentor.id()))
                .toList();
    }

    private MentorPage page(String cursor) {
        return ApiCalls.page(cursor, from -> mentors.mentorsApplications(from, PAGE, null));
    }

    private static String back(String cursor) {
        return Ids.cursor(cursor) == null ? HERE : HERE + "?cursor=" + cursor;
    }
}
