package org.mentoring.web.admin;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

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
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.Suspension;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Suspends mentors and lifts their suspension. */
@Path("/admin/mentors")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class SuspensionsResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 500;
    private static final String HERE = "/admin/mentors";
    private static final int LONGEST_TEXT = 200;

    private final DirectoryApi directory;
    private final MentorsApi mentors;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    SuspensionsResource(
            @RestClient DirectoryApi directory,
            @RestClient MentorsApi mentors,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.directory = directory;
        this.mentors = mentors;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance mentors(List<DirectoryEntry> mentors, String text, Paging paging);

        static native TemplateInstance suspended(List<Mentor> mentors, Paging paging);

        /** @param name of the mentor, or what is shown in its place */
        static native TemplateInstance mentor(
                UUID id,
                String name,
                ApiResult<DirectoryEntry> mentor,
                String reason,
                String sessions,
                FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("q") String text, @QueryParam("cursor") String cursor) {
        var wanted = text == null ? "" : Texts.first(LONGEST_TEXT, text.strip());
        var page = ApiCalls.page(
                cursor,
                from -> directory.directoryFind(
                        from,
                        null,
                        null,
                        null,
                        null,
                        PAGE,
                        null,
                        wanted.isEmpty() ? null : wanted,
                        "name",
                        null,
                        null));
        return Templates.mentors(
                page.items(), wanted, Paging.of(PageAddress.of(HERE).with("q", wanted), cursor, page.nextCursor()));
    }

    @GET
    @Path("suspended")
    public TemplateInstance suspended(@QueryParam("cursor") String cursor) {
        var page = ApiCalls.page(cursor, from -> mentors.mentorsApplications(from, PAGE, "suspended"));
        return Templates.suspended(
                page.items(), Paging.of(PageAddress.of(HERE + "/suspended"), cursor, page.nextCursor()));
    }

    @GET
    @Path("{id}")
    public TemplateInstance mentor(@PathParam("id") UUID id) {
        return page(id, "", "cancel", FormErrors.none());
    }

    @POST
    @Path("{id}/suspend")
    public Response suspend(@PathParam("id") UUID id) {
        var reason = form.one("reason");
        var sessions = "keep".equals(form.one("sessions")) ? "keep" : "cancel";
        var errors = forms.errors()
                .required("reason", reason, "admin.wrong.reason", "most", LONGEST_REASON)
                .atMost(LONGEST_REASON, "reason", reason);
        return errors.any()
                ? forms.again(page(id, reason, sessions, errors))
                : settle(
                        id,
                        () -> mentors.mentorsSuspend(id, "approved", new Suspension(sessions, reason)),
                        "admin.mentor.suspended",
                        e -> forms.again(page(id, reason, sessions, forms.errors(e, "reason"))));
    }

    @POST
    @Path("{id}/resume")
    public Response resume(@PathParam("id") UUID id) {
        return settle(id, () -> mentors.mentorsApprove(id, "suspended"), "admin.mentor.resumed", e -> {
            throw e;
        });
    }

    private Response settle(UUID id, Runnable act, String done, Function<ApiException, Response> refused) {
        var page = HERE + "/" + id;
        try {
            act.run();
            return forms.done(page, done);
        } catch (ApiException e) {
            return e.is("conflict") ? forms.refused(page, "admin.outcome.settled") : refused.apply(e);
        }
    }

    private TemplateInstance page(UUID id, String reason, String sessions, FormErrors errors) {
        var mentor = ApiCalls.orUnavailable(() -> directory.directoryGet(id));
        return Templates.mentor(
                id,
                mentor.optional()
                        .map(DirectoryEntry::name)
                        .orElseGet(() -> reader.texts().of("admin.mentor")),
                mentor,
                reason,
                sessions,
                errors);
    }
}
