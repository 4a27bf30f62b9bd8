package org.mentoring.web.profile;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.model.Application;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;

/** Applies to be a mentor, and shows the state of the application. */
@Path("/apply")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class ApplyResource {

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int LONGEST_BIO = 5000;

    private final MentorsApi mentors;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    ApplyResource(@RestClient MentorsApi mentors, Reader reader, Forms forms, SentForm form) {
        this.mentors = mentors;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "profile")
    static final class Templates {
        static native TemplateInstance apply(String bio, FormErrors errors);

        static native TemplateInstance applied(Mentor mentor);
    }

    @GET
    public TemplateInstance show() {
        try {
            return Templates.applied(mentors.mentorsMe());
        } catch (ApiException e) {
            // A person who has not applied has no mentor role either, which the API answers with 403.
            if (e.status() == NOT_FOUND || e.status() == FORBIDDEN) {
                return Templates.apply("", FormErrors.none());
            }
            throw e;
        }
    }

    @POST
    public Response apply() {
        var bio = form.one("bio");
        var errors = forms.errors().required("bio", bio, "profile.bio-missing").atMost(LONGEST_BIO, "bio", bio);
        if (errors.any()) {
            return forms.again(Templates.apply(bio, errors));
        }
        try {
            mentors.mentorsApply(new Application(
                    bio,
                    null,
                    null,
                    reader.zoneKnown() ? reader.zone().getId() : null,
                    reader.locale().stripExtensions().toLanguageTag()));
        } catch (ApiException e) {
            if (e.status() != CONFLICT) {
                return forms.again(Templates.apply(bio, forms.errors(e, "bio")));
            }
        }
        return forms.done("/apply", "profile.applied");
    }
}
