package org.mentoring.web.admin;

import java.util.List;
import java.util.Map;
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
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.model.HideReason;
import org.mentoring.web.api.model.ReviewReport;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.form.TypedText;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Reviews that readers have reported. */
@Path("/admin/reviews")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ReportedReviewsResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 1000;
    private static final PageAddress LIST = PageAddress.of("/admin/reviews");

    private final ReviewsApi reviews;
    private final Forms forms;
    private final SentForm form;

    ReportedReviewsResource(@RestClient ReviewsApi reviews, Forms forms, SentForm form) {
        this.reviews = reviews;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance reviews(
                List<ReviewReport> reports, String cursor, Paging paging, TypedText typed, int most, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        return page(cursor, TypedText.nothing(), FormErrors.none());
    }

    @POST
    @Path("{id}/hide")
    public Response hide(@PathParam("id") UUID id) {
        var typed = new TypedText("reason-" + id, form.one("reason"));
        var errors = forms.errors()
                .required(typed.field(), typed.text(), "admin.wrong.hide", "most", LONGEST_REASON)
                .atMost(LONGEST_REASON, typed.field(), typed.text());
        return errors.any()
                ? forms.again(page(form.one("cursor"), typed, errors))
                : settle(() -> reviews.reviewsHide(id, new HideReason(typed.text())), typed, "admin.review.hidden");
    }

    @POST
    @Path("{id}/show")
    public Response show(@PathParam("id") UUID id) {
        return settle(() -> reviews.reviewsShow(id), TypedText.nothing(), "admin.review.shown");
    }

    private Response settle(Runnable act, TypedText typed, String done) {
        var cursor = form.one("cursor");
        var back = LIST.with("cursor", cursor).toString();
        try {
            act.run();
            return forms.done(back, done);
        } catch (ApiException e) {
            return e.is("conflict")
                    ? forms.refused(back, "admin.outcome.settled")
                    : forms.again(page(cursor, typed, forms.errors(e, Map.of("reason", typed.field()))));
        }
    }

    private TemplateInstance page(String cursor, TypedText typed, FormErrors errors) {
        var page = ApiCalls.page(cursor, from -> reviews.reviewsReports(from, PAGE));
        return Templates.reviews(
                page.items(), cursor, Paging.of(LIST, cursor, page.nextCursor()), typed, LONGEST_REASON, errors);
    }
}
