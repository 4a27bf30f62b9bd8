package org.mentoring.web.admin;

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
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.DirectoryPage;
import org.mentoring.web.api.model.MentorPage;
import org.mentoring.web.api.model.Suspension;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;

/** Suspends mentors and lifts their suspension. */
@Path("/admin/mentors")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class MentorsResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 500;
    private static final String CONFLICT = "conflict";
    private static final int LONGEST_TEXT = 200;

    private final DirectoryApi directory;
    private final MentorsApi mentors;
    private final Reader reader;
    private final Forms forms;

    MentorsResource(@RestClient DirectoryApi directory, @RestClient MentorsApi mentors, Reader reader, Forms forms) {
        this.directory = directory;
        this.mentors = mentors;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance mentors(DirectoryPage page, String text, boolean first);

        static native TemplateInstance suspended(MentorPage page, boolean first);

        static native TemplateInstance mentor(
                String id, ApiResult<DirectoryEntry> mentor, String reason, String sessions, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("q") String text, @QueryParam("cursor") String cursor) {
        var wanted = text == null ? "" : text.strip();
        var shortened = Texts.first(LONGEST_TEXT, wanted);
        return Templates.mentors(
                ApiCalls.page(
                        Ids.cursor(cursor),
                        from -> directory.directoryFind(
                                from,
                                null,
                                null,
                                null,
                                PAGE,
                                null,
                                shortened.isEmpty() ? null : shortened,
                                "name",
                                null,
                                null)),
                shortened,
                Ids.cursor(cursor) == null);
    }

    @GET
    @Path("suspended")
    public TemplateInstance suspended(@QueryParam("cursor") String cursor) {
        return Templates.suspended(
                ApiCalls.page(Ids.cursor(cursor), from -> mentors.mentorsApplications(from, PAGE, "suspended")),
                Ids.cursor(cursor) == null);
    }

    @GET
    @Path("{id}")
    public TemplateInstance mentor(@PathParam("id") String id) {
        return page(id, "", "cancel", FormErrors.none());
    }

    @POST
    @Path("{id}/suspend")
    public Response suspend(
            @PathParam("id") String id, @FormParam("reason") String reason, @FormParam("sessions") String sessions) {
        var told = reason == null ? "" : reason.strip();
        var kept = "keep".equals(sessions) ? "keep" : "cancel";
        if (told.isEmpty() || told.codePointCount(0, told.length()) > LONGEST_REASON) {
            return forms.again(page(
                    id,
                    told,
                    kept,
                    FormErrors.none().add("reason", reader.texts().of("admin.wrong.reason", "most", LONGEST_REASON))));
        }
        try {
            mentors.mentorsSuspend(Ids.of(id), new Suspension(kept, told));
            return forms.done("/admin/mentors/" + Ids.of(id), "admin.mentor.suspended");
        } catch (ApiException e) {
            return e.is(CONFLICT)
                    ? settled(e, id)
                    : forms.again(page(id, told, kept, FormErrors.of(e, reader.texts(), Map.of("reason", "reason"))));
        }
    }

    @POST
    @Path("{id}/resume")
    public Response resume(@PathParam("id") String id) {
        try {
            mentors.mentorsApprove(Ids.of(id));
            return forms.done("/admin/mentors/" + Ids.of(id), "admin.mentor.resumed");
        } catch (ApiException e) {
            return settled(e, id);
        }
    }

    private Response settled(ApiException refusal, String id) {
        if (refusal.is(CONFLICT)) {
            return forms.refused("/admin/mentors/" + Ids.of(id), "admin.outcome.settled");
        }
        throw refusal;
    }

    private TemplateInstance page(String id, String reason, String sessions, FormErrors errors) {
        var mentor = Ids.of(id);
        return Templates.mentor(
                mentor.toString(),
                ApiCalls.orUnavailable(() -> directory.directoryGet(mentor)),
                reason,
                sessions,
                errors);
    }
}
