package org.mentoring.web.review;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.client.SessionsApi;
import org.mentoring.web.api.model.MentoringSession;
import org.mentoring.web.api.model.NewReview;
import org.mentoring.web.api.model.OwnReview;
import org.mentoring.web.api.model.OwnReviewPage;
import org.mentoring.web.api.model.ReviewChange;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.signin.Visitor;

/** The review of a session, which can be changed as long as the API allows. */
@Path("/sessions/{id}/review")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class SessionReviewResource {

    private static final int ON_A_PAGE = 100;
    private static final int LONGEST_FEEDBACK = 5000;
    /** The API's names of fields, and those here. */
    private static final Map<String, String> FIELDS = Map.of("rating", "rating-5", "feedback", "feedback");

    private final SessionsApi sessions;
    private final ReviewsApi reviews;
    private final ApiCalls calls;
    private final Visitor visitor;
    private final Forms forms;

    SessionReviewResource(
            @RestClient SessionsApi sessions,
            @RestClient ReviewsApi reviews,
            ApiCalls calls,
            Visitor visitor,
            Forms forms) {
        this.sessions = sessions;
        this.reviews = reviews;
        this.calls = calls;
        this.visitor = visitor;
        this.forms = forms;
    }

    /** @param version of the review that is changed; empty for a new one */
    record Filled(int rating, String feedback, String version) {}

    /**
     * @param state open, not-yet, never or mentor: whether there is something to write, and why not
     * @param review null as long as there is none
     */
    record Subject(MentoringSession session, OwnReview review, String state, boolean changeable) {}

    @CheckedTemplate(basePath = "review")
    static final class Templates {
        static native TemplateInstance session(Subject subject, Filled filled, int most, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@PathParam("id") UUID id) {
        var subject = subject(id);
        var review = subject.review();
        var filled = review == null
                ? new Filled(0, "", "")
                : new Filled(
                        review.rating(),
                        review.feedback() == null ? "" : review.feedback(),
                        review.version().toString());
        return Templates.session(subject, filled, LONGEST_FEEDBACK, FormErrors.none());
    }

    @POST
    public Response send(
            @PathParam("id") UUID id,
            @FormParam("rating") String rating,
            @FormParam("feedback") String feedback,
            @FormParam("version") String version) {
        var text = feedback == null ? "" : feedback.replace("\r\n", "\n");
        var filled = new Filled(stars(rating), text, version == null ? "" : version);
        var errors = forms.errors()
                .required("rating-5", filled.rating() == 0 ? "" : rating, "review.no-rating")
                .atMost(LONGEST_FEEDBACK, "feedback", text);
        if (errors.any()) {
            return forms.again(Templates.session(subject(id), filled, LONGEST_FEEDBACK, errors));
        }
        try {
            save(id, filled);
            return forms.done("/sessions/" + id + "/review", "review.saved");
        } catch (ApiException e) {
            if (e.notVisible()) {
                throw e;
            }
            var now = subject(id);
            if (saved(now.review(), filled)) {
                return forms.done("/sessions/" + id + "/review", "review.saved");
            }
            // The form now carries the current version, so that sending it again overwrites knowingly.
            var seen = now.review() == null ? "" : now.review().version().toString();
            return forms.again(Templates.session(
                    now, new Filled(filled.rating(), text, seen), LONGEST_FEEDBACK, forms.errors(e, FIELDS)));
        }
    }

    /** Whether it was sent twice. */
    private static boolean saved(OwnReview review, Filled filled) {
        return review != null
                && review.rating() == filled.rating()
                && Objects.requireNonNullElse(review.feedback(), "")
                        .strip()
                        .equals(filled.feedback().strip());
    }

    private void save(UUID session, Filled filled) {
        var text = filled.feedback().isBlank() ? null : filled.feedback();
        if (filled.version().isEmpty()) {
            reviews.reviewsPublish(new NewReview(session, filled.rating(), text));
        } else {
            var own = own(session).orElseThrow(NotFoundException::new);
            reviews.reviewsChange(own.id(), new ReviewChange(filled.rating(), text), '"' + filled.version() + '"');
        }
    }

    private Subject subject(UUID id) {
        var asked = calls.start(() -> sessions.sessionsGet(id));
        var review = own(id).orElse(null);
        var session = asked.get();
        return new Subject(
                session, review, state(session), review == null || Instant.now().isBefore(review.changeableUntil()));
    }

    private String state(MentoringSession session) {
        if (visitor.id().filter(session.mentorId().toString()::equals).isPresent()) {
            return "mentor";
        }
        return switch (session.status()) {
            case "completed", "no-show" -> "open";
            case "cancelled" -> "never";
            default -> "not-yet";
        };
    }

    private Optional<OwnReview> own(UUID session) {
        return ApiCalls.all(
                        cursor -> reviews.reviewsMine(cursor, ON_A_PAGE),
                        OwnReviewPage::nextCursor,
                        OwnReviewPage::items)
                .filter(review -> review.sessionId().equals(session))
                .findFirst();
    }

    private static int stars(String rating) {
        return rating != null && rating.matches("[1-5]") ? Integer.parseInt(rating) : 0;
    }
}
