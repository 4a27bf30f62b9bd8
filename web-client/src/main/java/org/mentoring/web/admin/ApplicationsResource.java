package org.mentoring.web.admin;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
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
import org.mentoring.web.api.Ids;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.MentorPage;
import org.mentoring.web.api.model.Suspension;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Applications of mentors; several can be decided on at once, after a page that asks for confirmation. */
@Path("/admin/applications")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ApplicationsResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 500;
    /** What these pages show; whoever has another one was decided on by another admin. */
    private static final String STATUS = "applied";

    private static final PageAddress LIST = PageAddress.of("/admin/applications");

    private final MentorsApi mentors;
    private final BulkResults results;
    private final Forms forms;
    private final SentForm form;

    ApplicationsResource(@RestClient MentorsApi mentors, BulkResults results, Forms forms, SentForm form) {
        this.mentors = mentors;
        this.results = results;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance applications(
                List<Mentor> applications, String cursor, Paging paging, List<Outcome> outcomes);

        /** @param decision {@code approve} or {@code decline} */
        static native TemplateInstance decide(
                List<Mentor> chosen, String decision, String cursor, String back, String reason, FormErrors errors);
    }

    @GET
    public Response show(@QueryParam("cursor") String cursor) {
        var page = page(cursor);
        return results.shownOn(Templates.applications(
                page.items(), cursor, Paging.of(LIST, cursor, page.nextCursor()), results.take()));
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
                : Response.ok(decide(
                                chosen,
                                "decline".equals(decision) ? "decline" : "approve",
                                cursor,
                                "",
                                FormErrors.none()))
                        .build();
    }

    @POST
    @Path("approve")
    public Response approve() {
        return decide(id -> mentors.mentorsApprove(id, STATUS));
    }

    /** A declined mentor keeps the application, is not in the directory, and can be approved later. */
    @POST
    @Path("decline")
    public Response decline() {
        var reason = form.one("reason");
        var errors = forms.errors().atMost(LONGEST_REASON, "reason", reason);
        if (errors.any()) {
            var cursor = form.one("cursor");
            return forms.again(decide(chosen(Ids.of(form.all("id")), cursor), "decline", cursor, reason, errors));
        }
        return decide(id -> mentors.mentorsSuspend(id, STATUS, new Suspension("cancel", form.oneOrNull("reason"))));
    }

    private Response decide(Consumer<UUID> act) {
        var ids = Ids.of(form.all("id"));
        var cursor = form.one("cursor");
        var names = chosen(ids, cursor).stream().collect(Collectors.toMap(Mentor::id, Mentor::name));
        return results.each(Item.of(ids, names), act, back(cursor));
    }

    private static TemplateInstance decide(
            List<Mentor> chosen, String decision, String cursor, String reason, FormErrors errors) {
        return Templates.decide(chosen, decision, cursor, back(cursor), reason, errors);
    }

    private List<Mentor> chosen(List<UUID> ids, String cursor) {
        return page(cursor).items().stream()
                .filter(mentor -> ids.contains(mentor.id()))
                .toList();
    }

    private MentorPage page(String cursor) {
        return ApiCalls.page(cursor, from -> mentors.mentorsApplications(from, PAGE, null));
    }

    private static String back(String cursor) {
        return LIST.with("cursor", cursor).toString();
    }
}
