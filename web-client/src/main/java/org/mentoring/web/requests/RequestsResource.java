package org.mentoring.web.requests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.ProposalsApi;
import org.mentoring.web.api.client.QuestionsApi;
import org.mentoring.web.api.model.AcceptedTime;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.NewQuestion;
import org.mentoring.web.api.model.Refusal;
import org.mentoring.web.api.model.Reschedule;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.book.UnavailableTimes;
import org.mentoring.web.bookings.OwnBookings;
import org.mentoring.web.error.ProblemTexts;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.form.TypedText;
import org.mentoring.web.language.Reader;
import org.mentoring.web.time.TypedTime;

/** Requests and proposed times that the mentor has to answer. */
@Path("/requests")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class RequestsResource {

    private static final String PATH = "/requests";
    private static final String MENTOR = "mentor";
    private static final int MOST = 100;
    private static final int MISSED = 5;

    private final BookingsApi bookings;
    private final ProposalsApi proposals;
    private final QuestionsApi questions;
    private final ApiCalls calls;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    RequestsResource(
            @RestClient BookingsApi bookings,
            @RestClient ProposalsApi proposals,
            @RestClient QuestionsApi questions,
            ApiCalls calls,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.bookings = bookings;
        this.proposals = proposals;
        this.questions = questions;
        this.calls = calls;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /**
     * The form of a proposal.
     *
     * @param which the times that may be meant, where clocks show the typed one twice
     */
    record Typed(String date, String time, String reason, List<Instant> which) {

        Typed(String date, String time, String reason) {
            this(date, time, reason, List.of());
        }
    }

    @CheckedTemplate(basePath = "requests")
    static final class Templates {
        static native TemplateInstance page(
                List<BookingRequest> requests,
                int open,
                ApiResult<List<Booking>> missed,
                TypedText typed,
                int most,
                int mostOfQuestion,
                FormErrors errors);

        static native TemplateInstance propose(Booking booking, Typed typed, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        return page(TypedText.nothing(), FormErrors.none());
    }

    private TemplateInstance page(TypedText typed, FormErrors errors) {
        var now = Instant.now();
        var pending = calls.start(() -> page("pending", null, MOST));
        var confirmed = calls.start(() -> page("confirmed", now.toString(), MOST));
        var expired = calls.start(
                () -> bookings.bookingsPage(null, now.toString(), MISSED, MENTOR, "start_time", "expired", null)
                        .items());
        var active = new ArrayList<>(pending.get());
        active.addAll(confirmed.get());
        var requests = active.stream()
                .filter(RequestsResource::waits)
                .map(booking -> BookingRequest.of(booking, active, reader.times(), now))
                .sorted(Comparator.comparing(BookingRequest::open).reversed().thenComparing(BookingRequest::deadline))
                .toList();
        return Templates.page(
                requests,
                (int) requests.stream().filter(BookingRequest::open).count(),
                expired.orUnavailable(),
                typed,
                OwnBookings.LONGEST_REASON,
                OwnBookings.LONGEST_QUESTION,
                errors);
    }

    @POST
    @Path("{id}/accept")
    public Response accept(@PathParam("id") UUID id) {
        var start = TimeSelection.of(form).start();
        return answer(() -> bookings.bookingsAccept(id, form.key(), new AcceptedTime(start)), "requests.accepted");
    }

    @POST
    @Path("{id}/decline")
    public Response decline(@PathParam("id") UUID id) {
        return refuse(id, reason -> bookings.bookingsDecline(id, form.key(), new Refusal(reason)), "requests.declined");
    }

    @POST
    @Path("{id}/question")
    public Response ask(@PathParam("id") UUID id) {
        var typed = new TypedText("question-" + id, form.one("question"));
        var errors = forms.errors()
                .required(typed.field(), typed.text(), "bookings.question.empty")
                .atMost(OwnBookings.LONGEST_QUESTION, typed.field(), typed.text());
        if (errors.any()) {
            return forms.again(page(typed, errors));
        }
        try {
            questions.questionsAsk(id, new NewQuestion(typed.text()), form.key());
            return forms.done(PATH, "bookings.question.sent");
        } catch (ApiException e) {
            return forms.again(page(typed, forms.errors(e, Map.of("question", typed.field()))));
        }
    }

    @POST
    @Path("{id}/proposal/accept")
    public Response acceptProposal(@PathParam("id") UUID id) {
        var start = TimeSelection.of(form).start();
        return start == null
                ? forms.refused(PATH, "problem.no-proposal")
                : answer(() -> proposals.proposalsAccept(id, form.key(), new AcceptedTime(start)), "requests.moved");
    }

    @POST
    @Path("{id}/proposal/decline")
    public Response declineProposal(@PathParam("id") UUID id) {
        return refuse(
                id,
                reason -> proposals.proposalsDecline(id, form.key(), new Refusal(reason)),
                "requests.proposal-declined");
    }

    @POST
    @Path("{id}/proposal/withdraw")
    public Response withdraw(@PathParam("id") UUID id) {
        return answer(() -> proposals.proposalsWithdraw(id, form.key()), "requests.withdrawn");
    }

    @GET
    @Path("{id}/propose")
    public TemplateInstance propose(@PathParam("id") UUID id) {
        var booking = bookings.bookingsGet(id);
        var start = booking.startTime().atZone(reader.zone());
        return Templates.propose(
                booking,
                new Typed(start.toLocalDate().toString(), start.toLocalTime().toString(), ""),
                FormErrors.none());
    }

    @POST
    @Path("{id}/propose")
    public Response proposed(@PathParam("id") UUID id) {
        // The times are those of the zone that the form was shown in, whatever the reader's has become since.
        reader.follow(null, form.one("zone"));
        var time = TypedTime.of(form.one("date"), form.one("time"), reader.zone());
        var typed = new Typed(
                form.one("date"),
                form.one("time"),
                form.one("reason"),
                time.map(TypedTime::choices).orElse(List.of()));
        var errors = forms.errors();
        var start = start(time, errors);
        errors.atMost(OwnBookings.LONGEST_REASON, "reason", typed.reason());
        if (errors.any()) {
            return forms.again(Templates.propose(bookings.bookingsGet(id), typed, errors));
        }
        try {
            var moved = proposals.proposalsPropose(id, new Reschedule(start, form.oneOrNull("reason")), form.key());
            return moved.warnings().isEmpty()
                    ? forms.done(PATH, "requests.proposed", "name", moved.userName())
                    : forms.done(PATH, "requests.proposed-unusual", "name", moved.userName());
        } catch (ApiException e) {
            return forms.again(Templates.propose(
                    bookings.bookingsGet(id),
                    typed,
                    UnavailableTimes.is(e)
                            ? FormErrors.of("date", ProblemTexts.sentenceToMentor(e, reader.texts()))
                            : forms.errors(e, Map.of("start_time", "date", "reason", "reason"))));
        }
    }

    private List<Booking> page(String status, String from, int most) {
        return bookings.bookingsPage(null, from, most, MENTOR, "start_time", status, null)
                .items();
    }

    private static boolean waits(Booking booking) {
        return "pending".equals(booking.status()) || proposedByMentee(booking);
    }

    private static boolean proposedByMentee(Booking booking) {
        return booking.proposal() != null && "mentee".equals(booking.proposal().proposedBy());
    }

    private Instant start(Optional<TypedTime> typed, FormErrors errors) {
        if (typed.isEmpty()) {
            errors.add("date", "requests.when");
            return null;
        }
        var start = typed.get().meant(form.one("which"));
        if (start.isEmpty()) {
            errors.add(
                    typed.get().instants().isEmpty() ? "time" : "which-0",
                    typed.get().problem());
        } else if (!start.get().isAfter(Instant.now())) {
            errors.add("date", "requests.past");
        }
        return start.orElse(null);
    }

    /** Sends the reason that was typed; one that is too long comes back on the page, as it was typed. */
    private Response refuse(UUID id, Function<String, ?> act, String done) {
        var typed = new TypedText("reason-" + id, form.one("reason"));
        var errors = forms.errors().atMost(OwnBookings.LONGEST_REASON, typed.field(), typed.text());
        return errors.any()
                ? forms.again(page(typed, errors))
                : answer(() -> act.apply(form.oneOrNull("reason")), done);
    }

    private Response answer(Supplier<?> act, String done) {
        try {
            act.get();
            return forms.done(PATH, done);
        } catch (ApiException e) {
            return forms.refused(PATH, e);
        }
    }
}
