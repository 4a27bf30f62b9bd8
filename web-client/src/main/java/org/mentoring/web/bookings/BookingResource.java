package org.mentoring.web.bookings;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

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
import org.mentoring.web.form.SentForm;
import org.mentoring.web.form.TypedText;

/** A booking: its state, and the actions on it. Mails link to this page. */
@Path("/bookings/{id}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class BookingResource {

    private final BookingsApi bookings;
    private final ProposalsApi proposals;
    private final QuestionsApi questions;
    private final BookingPages pages;
    private final OwnBookings views;
    private final Forms forms;
    private final SentForm form;

    BookingResource(
            @RestClient BookingsApi bookings,
            @RestClient ProposalsApi proposals,
            @RestClient QuestionsApi questions,
            BookingPages pages,
            OwnBookings views,
            Forms forms,
            SentForm form) {
        this.bookings = bookings;
        this.proposals = proposals;
        this.questions = questions;
        this.pages = pages;
        this.views = views;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "bookings")
    static final class Templates {
        static native TemplateInstance cancel(BookingView view, TypedText typed, FormErrors errors);
    }

    @GET
    public TemplateInstance show(@PathParam("id") UUID id) {
        return pages.page(views.get(id), TypedText.nothing(), FormErrors.none());
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
                ? Response.ok(Templates.cancel(view, TypedText.nothing(), FormErrors.none()))
                        .build()
                : forms.refused("/bookings/" + id, BookingState.whyNotChangeable(view.tooLate()));
    }

    @POST
    @Path("cancel")
    public Response cancel(@PathParam("id") UUID id) {
        return send(
                id,
                reason(),
                reasonErrors(),
                "bookings.cancelled",
                () -> bookings.bookingsCancel(id, form.key(), new Cancellation(form.oneOrNull("reason"))),
                Templates::cancel);
    }

    @POST
    @Path("accept")
    public Response accept(@PathParam("id") UUID id) {
        return act(id, "bookings.accepted", () -> bookings.bookingsAccept(id, form.key(), acceptedTime()));
    }

    @POST
    @Path("decline")
    public Response decline(@PathParam("id") UUID id) {
        return refuse(id, "bookings.declined", refusal -> bookings.bookingsDecline(id, form.key(), refusal));
    }

    /** Asks the mentee something before deciding on the request. */
    @POST
    @Path("question")
    public Response ask(@PathParam("id") UUID id) {
        return say(
                id,
                "question",
                "bookings.question.empty",
                "bookings.question.sent",
                text -> questions.questionsAsk(id, new NewQuestion(text), form.key()));
    }

    /** Answers what the mentor asks. */
    @POST
    @Path("answer")
    public Response answer(@PathParam("id") UUID id) {
        return say(
                id,
                "answer",
                "bookings.answer.empty",
                "bookings.answer.sent",
                text -> questions.questionsAnswer(id, new NewAnswer(text), form.key()));
    }

    @POST
    @Path("proposal/accept")
    public Response acceptProposal(@PathParam("id") UUID id) {
        return act(id, "bookings.moved", () -> proposals.proposalsAccept(id, form.key(), acceptedTime()));
    }

    /** The form has the time that was shown: another one is not accepted unseen. */
    private AcceptedTime acceptedTime() {
        return new AcceptedTime(TimeSelection.of(form).start());
    }

    @POST
    @Path("proposal/decline")
    public Response declineProposal(@PathParam("id") UUID id) {
        return refuse(id, "bookings.proposal-declined", refusal -> proposals.proposalsDecline(id, form.key(), refusal));
    }

    @POST
    @Path("proposal/withdraw")
    public Response withdraw(@PathParam("id") UUID id) {
        return act(id, "bookings.withdrawn", () -> proposals.proposalsWithdraw(id, form.key()));
    }

    /** Performs an action without a form of its own; a refusal is shown on the booking's page. */
    private Response act(UUID id, String done, Supplier<Booking> action) {
        return send(id, TypedText.nothing(), FormErrors.none(), done, action, pages::page);
    }

    private Response refuse(UUID id, String done, Function<Refusal, Booking> action) {
        return send(
                id,
                reason(),
                reasonErrors(),
                done,
                () -> action.apply(new Refusal(form.oneOrNull("reason"))),
                pages::page);
    }

    private Response say(UUID id, String field, String empty, String done, Function<String, Booking> action) {
        var typed = new TypedText(field, form.one(field));
        var errors = forms.errors()
                .required(field, typed.text(), empty)
                .atMost(OwnBookings.LONGEST_QUESTION, field, typed.text());
        return send(id, typed, errors, done, () -> action.apply(typed.text()), pages::page);
    }

    private TypedText reason() {
        return new TypedText("reason", form.one("reason"));
    }

    private FormErrors reasonErrors() {
        return forms.errors().atMost(OwnBookings.LONGEST_REASON, "reason", form.one("reason"));
    }

    private interface RefusedPage {
        TemplateInstance of(BookingView view, TypedText typed, FormErrors errors);
    }

    /** @param page the one with the form, again, where the form or the API finds something wrong */
    private Response send(
            UUID id, TypedText typed, FormErrors errors, String done, Supplier<Booking> action, RefusedPage page) {
        var wrong = errors;
        if (!errors.any()) {
            try {
                action.get();
                return forms.done("/bookings/" + id, done);
            } catch (ApiException e) {
                if (e.notVisible()) {
                    throw e;
                }
                wrong = forms.errors(e, typed.field());
            }
        }
        return forms.again(page.of(views.get(id), typed, wrong));
    }
}
