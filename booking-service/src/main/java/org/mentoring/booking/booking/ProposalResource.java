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

/** Proposals to move a booking, by one of its sides to the other. */
@Tag(name = "Proposals")
@Path("/api/v1/bookings")
@Produces(MediaType.APPLICATION_JSON)
class ProposalResource {

    private final Moves moves;
    private final Proposals proposals;
    private final BookingMetrics metrics;
    private final CurrentCaller caller;

    ProposalResource(Moves moves, Proposals proposals, BookingMetrics metrics, CurrentCaller caller) {
        this.moves = moves;
        this.proposals = proposals;
        this.metrics = metrics;
        this.caller = caller;
    }

    /**
     * Propose another time to the other side, in place of the caller's earlier proposal. The booking keeps its time, and the new
     * time is kept free, until the other side answers. A mentee can propose a free slot, a mentor any future time at which both
     * sides are free; {@code warnings} name what is unusual about it. 409 while a proposal of the other side is open.
     */
    @POST
    @Path("{id}/propose")
    @RolesAllowed({"mentee", "mentor"})
    @APIResponseSchema(MovedBooking.class)
    public Uni<Response> propose(
            @PathParam("id") UUID id,
            @HeaderParam(Idempotency.HEADER) String key,
            @NotNull @Valid Reschedule proposal) {
        return metrics.count("propose", moves.propose(caller.get(), id, key, proposal));
    }

    /** Accept the time that the other side has proposed; the booking is moved, and confirmed if it is pending. */
    @POST
    @Path("{id}/proposal/accept")
    @RolesAllowed({"mentee", "mentor"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> accept(
            @PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key, @Valid AcceptedTime accepted) {
        return metrics.count(
                "accept-proposal",
                proposals.accept(caller.get(), id, key, accepted == null ? AcceptedTime.CURRENT : accepted));
    }

    /** Decline the time that the other side has proposed; the booking stays where it is. */
    @POST
    @Path("{id}/proposal/decline")
    @RolesAllowed({"mentee", "mentor"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> decline(
            @PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key, @Valid Refusal refusal) {
        return metrics.count(
                "decline-proposal",
                proposals.decline(caller.get(), id, key, refusal == null ? Refusal.WITHOUT_REASON : refusal));
    }

    /** Withdraw the time that the caller has proposed; the booking stays where it is. */
    @POST
    @Path("{id}/proposal/withdraw")
    @RolesAllowed({"mentee", "mentor"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> withdraw(@PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key) {
        return metrics.count("withdraw-proposal", proposals.withdraw(caller.get(), id, key));
    }
}
