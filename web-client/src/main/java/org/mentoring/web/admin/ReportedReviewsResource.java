package org.mentoring.web.admin;

import java.util.Map;
import java.util.UUID;

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
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.model.HideReason;
import org.mentoring.web.api.model.ReviewReportPage;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** Reviews that readers have reported. */
@Path("/admin/reviews")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ReportedReviewsResource {

    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 1000;
    private static final String HERE = "/admin/reviews";

    private final ReviewsApi reviews;
    private final Reader reader;
    private final Forms forms;

    ReportedReviewsResource(@RestClient ReviewsApi reviews, Reader reader, Forms forms) {
        this.reviews = reviews;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        /** @param wrong the review whose form was refused; null for none */
        static native TemplateInstance reviews(
                ReviewReportPage page, String cursor, UUID wrong, String reason, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        return page(cursor, null, "", FormErrors.none());
    }

    @POST
    @Path("{id}/hide")
    public Response hide(
            @PathParam("id") String id, @FormParam("reason") String reason, @FormParam("cursor") String cursor) {
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.codePointCount(0, said.length()) > LONGEST_REASON) {
            return forms.again(page(
                    cursor,
                    Ids.of(id),
                    said,
                    FormErrors.none()
                            .add(
                                    "reason-" + Ids.of(id),
                                    reader.texts().of("admin.wrong.hide", "most", LONGEST_REASON))));
        }
        return settle(
                () -> reviews.reviewsHide(Ids.of(id), new HideReason(said)), cursor, id, said, "admin.review.hidden");
    }

    @POST
    @Path("{id}/show")
    public Response show(@PathParam("id") String id, @FormParam("cursor") String cursor) {
        return settle(() -> reviews.reviewsShow(Ids.of(id)), cursor, id, "", "admin.review.shown");
    }

    private Response settle(Runnable act, String cursor, String id, String reason, String done) {
        var back = Ids.cursor(cursor) == null ? HERE : HERE + "?cursor=" + cursor;
        try {
            act.run();
            return forms.done(back, done);
        } catch (ApiException e) {
            if (e.is("conflict")) {
                return forms.refused(back, "admin.outcome.settled");
            }
            var errors = FormErrors.of(e, reader.texts(), Map.of("reason", "reason-" + Ids.of(id)));
            return forms.again(page(cursor, Ids.of(id), reason, errors));
        }
    }

    private TemplateInstance page(String cursor, UUID wrong, String reason, FormErrors errors) {
        var from = Ids.cursor(cursor);
        return Templates.reviews(
                ApiCalls.page(from, at -> reviews.reviewsReports(at, PAGE)),
                from == null ? "" : from,
                wrong,
                reason,
                errors);
    }
}
