package org.mentoring.web.reviews;

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
import jakarta.ws.rs.core.UriBuilder;

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
import org.mentoring.web.language.Reader;

/** The reviews of the mentor who looks, and the replies to them. */
@Path("/reviews")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class ReviewsResource {

    private static final String PATH = "/reviews";
    private static final int ON_A_PAGE = 20;
    private static final int LONGEST_REPLY = 5000;
    private static final int LONGEST_REPORT = 1000;

    private final MentorsApi mentors;
    private final ReviewsApi reviews;
    private final RatingsApi ratings;
    private final ApiCalls calls;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    ReviewsResource(
            @RestClient MentorsApi mentors,
            @RestClient ReviewsApi reviews,
            @RestClient RatingsApi ratings,
            ApiCalls calls,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.mentors = mentors;
        this.reviews = reviews;
        this.ratings = ratings;
        this.calls = calls;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /** @param field the input whose text was refused, such as {@code reply-<id of the review>}; empty where none was */
    record Typed(String field, String text) {

        static Typed reply(UUID review, String text) {
            return new Typed("reply-" + review, text);
        }

        static Typed report(UUID review, String text) {
            return new Typed("report-" + review, text);
        }

        public boolean replies(UUID review) {
            return field.equals("reply-" + review);
        }

        public boolean reports(UUID review) {
            return field.equals("report-" + review);
        }
    }

    @CheckedTemplate(basePath = "reviews")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(
                ApiResult<Rating> rating,
                PublishedReviewPage reviews,
                String cursor,
                Typed typed,
                int most,
                int mostOfReport,
                FormErrors errors);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        return page(cursor, new Typed("", ""), FormErrors.none());
    }

    @POST
    @Path("{id}/reply")
    public Response reply(@PathParam("id") UUID id) {
        var typed = Typed.reply(id, form.one("reply"));
        var errors = FormErrors.none();
        if (typed.text().isEmpty()) {
            errors.add(typed.field(), reader.texts().of("reviews.reply-empty"));
        }
        errors.atMost(LONGEST_REPLY, typed.field(), typed.text(), reader.texts());
        var cursor = form.one("cursor");
        if (!errors.any()) {
            try {
                reviews.reviewsReply(id, new Reply(typed.text()), "\"" + form.one("version") + "\"");
                return forms.done(address(cursor) + "#review-" + id, "reviews.replied");
            } catch (ApiException e) {
                if (e.stale() && isReplied(id, cursor, typed.text())) {
                    return forms.done(address(cursor) + "#review-" + id, "reviews.replied");
                }
                errors = FormErrors.of(e, reader.texts(), Map.of("reply", typed.field()));
            }
        }
        return forms.again(page(cursor, typed, errors));
    }

    @POST
    @Path("{id}/report")
    public Response report(@PathParam("id") UUID id) {
        var typed = Typed.report(id, form.one("reason"));
        var errors = FormErrors.none();
        if (typed.text().isEmpty()) {
            errors.add(typed.field(), reader.texts().of("reviews.report-empty"));
        }
        errors.atMost(LONGEST_REPORT, typed.field(), typed.text(), reader.texts());
        var cursor = form.one("cursor");
        if (!errors.any()) {
            try {
                reviews.reviewsReport(id, new NewReviewReport(typed.text()));
                return forms.done(address(cursor) + "#review-" + id, "reviews.reported");
            } catch (ApiException e) {
                errors = FormErrors.of(e, reader.texts(), Map.of("reason", typed.field()));
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
        return ApiCalls.page(
                cursor == null || cursor.isBlank() ? null : cursor,
                from -> reviews.reviewsOfMentor(mentor, from, ON_A_PAGE, null, "newest"));
    }

    /** The address of the part of the list that begins there. */
    private static String address(String cursor) {
        return cursor.isEmpty()
                ? PATH
                : UriBuilder.fromPath(PATH)
                        .queryParam("cursor", "{cursor}")
                        .build(cursor)
                        .toString();
    }

    private TemplateInstance page(String cursor, Typed typed, FormErrors errors) {
        var mentor = mentors.mentorsMe().id();
        var rating = calls.start(() -> ratings.ratingsGet(mentor));
        var page = page(mentor, cursor);
        return Templates.page(
                rating.orUnavailable(),
                page,
                cursor == null ? "" : cursor,
                typed,
                LONGEST_REPLY,
                LONGEST_REPORT,
                errors);
    }
}
