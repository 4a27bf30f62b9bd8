package org.mentoring.web.review;

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
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.client.RatingsApi;
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.model.NewReviewReport;
import org.mentoring.web.api.model.PublishedReviewPage;
import org.mentoring.web.api.model.Rating;
import org.mentoring.web.api.model.Reply;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.form.TypedText;
import org.mentoring.web.layout.PageAddress;

/** The reviews of the mentor who looks, and the replies to them. */
@Path("/reviews")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class ReceivedReviewsResource {

    private static final String PATH = "/reviews";
    private static final int ON_A_PAGE = 20;
    private static final int LONGEST_REPLY = 5000;
    private static final int LONGEST_REPORT = 1000;

    private final MentorsApi mentors;
    private final ReviewsApi reviews;
    private final RatingsApi ratings;
    private final ApiCalls calls;
    private final Forms forms;
    private final SentForm form;

    ReceivedReviewsResource(
            @RestClient MentorsApi mentors,
            @RestClient ReviewsApi reviews,
            @RestClient RatingsApi ratings,
            ApiCalls calls,
            Forms forms,
            SentForm form) {
        this.mentors = mentors;
        this.reviews = reviews;
        this.ratings = ratings;
        this.calls = calls;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "review")
    static final class Templates {
        static native TemplateInstance received(
                ApiResult<Rating> rating,
                PublishedReviewPage reviews,
                String cursor,
                TypedText typed,
                int most,
                int mostOfReport,
                FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        return page(cursor, TypedText.nothing(), FormErrors.none());
    }

    @POST
    @Path("{id}/reply")
    public Response reply(@PathParam("id") UUID id) {
        var typed = new TypedText("reply-" + id, form.one("reply"));
        var errors = forms.errors()
                .required(typed.field(), typed.text(), "review.received.reply-empty")
                .atMost(LONGEST_REPLY, typed.field(), typed.text());
        var cursor = form.one("cursor");
        if (!errors.any()) {
            try {
                reviews.reviewsReply(id, new Reply(typed.text()), form.ifMatch());
                return forms.done(address(cursor) + "#review-" + id, "review.received.replied");
            } catch (ApiException e) {
                if (e.stale() && isReplied(id, cursor, typed.text())) {
                    return forms.done(address(cursor) + "#review-" + id, "review.received.replied");
                }
                errors = forms.errors(e, Map.of("reply", typed.field()));
            }
        }
        return forms.again(page(cursor, typed, errors));
    }

    @POST
    @Path("{id}/report")
    public Response report(@PathParam("id") UUID id) {
        var typed = new TypedText("reason-" + id, form.one("reason"));
        var errors = forms.errors()
                .required(typed.field(), typed.text(), "review.received.report-empty")
                .atMost(LONGEST_REPORT, typed.field(), typed.text());
        var cursor = form.one("cursor");
        if (!errors.any()) {
            try {
                reviews.reviewsReport(id, new NewReviewReport(typed.text()));
                return forms.done(address(cursor) + "#review-" + id, "review.received.reported");
            } catch (ApiException e) {
                errors = forms.errors(e, Map.of("reason", typed.field()));
            }
        }
        return forms.again(page(cursor, typed, errors));
    }

    /** Whether it was sent twice. */
    private boolean isReplied(UUID id, String cursor, String reply) {
        return page(mentors.mentorsMe().id(), cursor).items().stream()
                .anyMatch(review -> review.id().equals(id) && reply.equals(review.reply()));
    }

    private PublishedReviewPage page(UUID mentor, String cursor) {
        return ApiCalls.page(cursor, from -> reviews.reviewsOfMentor(mentor, from, ON_A_PAGE, null, "newest"));
    }

    /** The address of the part of the list that begins there. */
    private static String address(String cursor) {
        return PageAddress.of(PATH).with("cursor", cursor).toString();
    }

    private TemplateInstance page(String cursor, TypedText typed, FormErrors errors) {
        var mentor = mentors.mentorsMe().id();
        var rating = calls.start(() -> ratings.ratingsGet(mentor));
        var page = page(mentor, cursor);
        return Templates.received(
                rating.orUnavailable(),
                page,
                cursor == null ? "" : cursor,
                typed,
                LONGEST_REPLY,
                LONGEST_REPORT,
                errors);
    }
}
