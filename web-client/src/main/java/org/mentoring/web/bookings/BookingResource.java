package org.mentoring.web.bookings;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.ProposalsApi;
import org.mentoring.web.api.client.QuestionsApi;
import org.mentoring.web.api.model.AcceptedTime;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.Cancellation;
import org.mentoring.web.api.model.NewAnswer;
import org.mentoring.web.api.model.NewQuestion;
import org.mentoring.web.api.model.Refusal;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.Written;
import org.mentoring.web.language.Reader;

/** A booking: its state, and the actions on it. Mails link to this page. */
@Path("/bookings/{id}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class BookingResource {

    /** Refusals answered with an error page, because the booking cannot be shown. */
    private static final Set<Integer> NOTHING_TO_SEE = Set.of(401, 403, 404);

    private final BookingsApi bookings;
    private final ProposalsApi proposals;
    private final QuestionsApi questions;
    private final BookingPages pages;
    private final BookingViews views;
    private final Reader reader;
    private final Forms forms;

    BookingResource(
            @RestClient BookingsApi bookings,
            @RestClient ProposalsApi proposals,
            @RestClient QuestionsApi questions,
            BookingPages pages,
            BookingViews views,
            Reader reader,
            Forms forms) {
        this.bookings = bookings;
        this.proposals = proposals;
        this.questions = questions;
        this.pages = pages;
        this.views = views;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "bookings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance cancel(BookingView view, String reason, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@PathParam("id") UUID id) {
        return pages.page(views.get(id), Written.nothing(), FormErrors.none());
    }

    /** The session as a calendar file, for programs that read those. */
    @GET
    @Path("invite.ics")
    @Produces("text/calendar;charset=UTF-8")
    public Response invite(@PathParam("id") UUID id) {
        return Response.ok(bookings.bookingsInvite(id))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"session.ics\"")
                .build();
    }

    @GET
    @Path("cancel")
    public Response askToCancel(@PathParam("id") UUID id) {
        var view = views.get(id);
        return view.changeable()
                ? Response.ok(Templates.cancel(view, "", FormErrors.none())).build()
                : forms.refused("/bookings/" + id, view.tooLate() ? "problem.too-late" : "problem.booking-not-open");
    }

    @POST
    @Path("cancel")
    public Response cancel(
            @PathParam("id") UUID id, @FormParam("reason") String reason, @FormParam("form_key") String key) {
        var errors = tooLong(reason);
        if (errors.any()) {
            return forms.again(Templates.cancel(views.get(id), reason, errors));
        }
        try {
            bookings.bookingsCancel(id, key, new Cancellation(blankToNull(reason)));
            return forms.done("/bookings/" + id, "bookings.cancelled");
        } catch (ApiException e) {
            return again(id, e, view -> Templates.cancel(view, reason, errors(e)));
        }
    }

    @POST
    @Path("accept")
    public Response accept(@PathParam("id") UUID id, @FormParam("form_key") String key) {
        return act(id, "bookings.accepted", () -> bookings.bookingsAccept(id, key));
    }

    @POST
    @Path("decline")
    public Response decline(
            @PathParam("id") UUID id, @FormParam("reason") String reason, @FormParam("form_key") String key) {
        return refuse(id, reason, "bookings.declined", text -> bookings.bookingsDecline(id, key, text));
    }

    /** Asks the mentee something before deciding on the request. */
    @POST
    @Path("question")
    public Response ask(
            @PathParam("id") UUID id, @FormParam("question") String question, @FormParam("form_key") String key) {
        return say(
                id,
                "question",
                question,
                "bookings.question.empty",
                "bookings.question.sent",
                text -> questions.questionsAsk(id, new NewQuestion(text), key));
    }

    /** Answers what the mentor asks. */
    @POST
    @Path("answer")
    public Response answer(
            @PathParam("id") UUID id, @FormParam("answer") String answer, @FormParam("form_key") String key) {
        return say(
                id,
                "answer",
                answer,
                "bookings.answer.empty",
                "bookings.answer.sent",
                text -> questions.questionsAnswer(id, new NewAnswer(text), key));
    }

    private Response say(
            UUID id, String field, String typed, String empty, String done, Function<String, Booking> act) {
        var text = blankToNull(typed);
        var errors = FormErrors.none().atMost(BookingViews.LONGEST_QUESTION, field, typed, reader.texts());
        if (text == null) {
            errors.add(field, reader.texts().of(empty));
        }
        if (errors.any()) {
            return forms.again(pages.page(views.get(id), new Written(field, typed), errors));
        }
        try {
            act.apply(text);
            return forms.done("/bookings/" + id, done);
        } catch (ApiException e) {
            return again(
                    id,
                    e,
                    view -> pages.page(
                            view, new Written(field, typed), FormErrors.of(e, reader.texts(), Map.of(field, field))));
        }
    }

    /** @param start the time that was shown: another one that was proposed since is not accepted unseen */
    @POST
    @Path("proposal/accept")
    public Response acceptProposal(
            @PathParam("id") UUID id, @FormParam("start") String start, @FormParam("form_key") String key) {
        var time = TimeSelection.of(null, null, null, start, null).start();
        return act(id, "bookings.moved", () -> proposals.proposalsAccept(id, key, new AcceptedTime(time)));
    }

    @POST
    @Path("proposal/decline")
    public Response declineProposal(
            @PathParam("id") UUID id, @FormParam("reason") String reason, @FormParam("form_key") String key) {
        return refuse(id, reason, "bookings.proposal-declined", text -> proposals.proposalsDecline(id, key, text));
    }

    @POST
    @Path("proposal/withdraw")
    public Response withdraw(@PathParam("id") UUID id, @FormParam("form_key") String key) {
        return act(id, "bookings.withdrawn", () -> proposals.proposalsWithdraw(id, key));
    }

    private Response refuse(UUID id, String reason, String done, Function<Refusal, Booking> act) {
        var written = new Written("reason", reason);
        var errors = tooLong(reason);
        if (errors.any()) {
            return forms.again(pages.page(views.get(id), written, errors));
        }
        try {
            act.apply(new Refusal(blankToNull(reason)));
            return forms.done("/bookings/" + id, done);
        } catch (ApiException e) {
            return again(id, e, view -> pages.page(view, written, errors(e)));
        }
    }

    /** Performs an action without a form of its own; a refusal is shown on the booking's page. */
    private Response act(UUID id, String done, Supplier<Booking> act) {
        try {
            act.get();
            return forms.done("/bookings/" + id, done);
        } catch (ApiException e) {
            return again(id, e, view -> pages.page(view, Written.nothing(), errors(e)));
        }
    }

    private Response again(UUID id, ApiException refusal, Function<BookingView, TemplateInstance> page) {
        if (NOTHING_TO_SEE.contains(refusal.status())) {
            throw refusal;
        }
        return forms.again(page.apply(views.get(id)));
    }

    private FormErrors tooLong(String reason) {
        return FormErrors.none().atMost(BookingViews.LONGEST_REASON, "reason", reason, reader.texts());
    }

    private FormErrors errors(ApiException refusal) {
        return FormErrors.of(refusal, reader.texts(), Map.of("reason", "reason"));
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.replace("\r\n", "\n");
    }
}
