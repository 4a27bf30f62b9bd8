package org.mentoring.booking.booking;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.security.CurrentCaller;

/** Questions of mentors about requests, before they decide. */
@Tag(name = "Questions")
@Path("/api/v1/bookings")
@Produces(MediaType.APPLICATION_JSON)
class QuestionResource {

    private final Questions questions;
    private final BookingMetrics metrics;
    private final CurrentCaller caller;

    QuestionResource(Questions questions, BookingMetrics metrics, CurrentCaller caller) {
        this.questions = questions;
        this.metrics = metrics;
        this.caller = caller;
    }

    /**
     * Ask the mentee of a pending booking a question, at most three for each booking; 409 while the last question is not answered,
     * and if the booking has been decided or has expired. {@code expires_at} does not change.
     */
    @POST
    @Path("{id}/question")
    @RolesAllowed("mentor")
    @APIResponseSchema(Booking.class)
    public Uni<Response> ask(
            @PathParam("id") UUID id,
            @HeaderParam(Idempotency.HEADER) String key,
            @NotNull @Valid NewQuestion question) {
        return metrics.count("ask", questions.ask(caller.get(), id, key, question));
    }

    /**
     * Answer the mentor's question about a pending booking; 409 if there is no question, or the booking has been decided or has
     * expired.
     */
    @POST
    @Path("{id}/answer")
    @RolesAllowed("mentee")
    @APIResponseSchema(Booking.class)
    public Uni<Response> answer(
            @PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key, @NotNull @Valid NewAnswer answer) {
        return metrics.count("answer", questions.answer(caller.get(), id, key, answer));
    }
}
