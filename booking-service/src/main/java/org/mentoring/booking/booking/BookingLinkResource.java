package org.mentoring.booking.booking;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.idempotency.Idempotency;

/**
 * The booking of a link in a mail, without signing in: the link authorises reading what the mail says, cancelling and moving, and
 * nothing else. It is valid until the end of the session. Its token is sent as a header, because addresses are logged.
 */
@Path("/api/v1/bookings/{id}/link")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(
        responseCode = "403",
        description =
                "`booking-link-refused`: the token is missing, changed, expired, for another booking, or no longer"
                        + " permitted to its person")
class BookingLinkResource {

    private static final String TOKEN = "Booking-Link";

    private final LinkedBookings linked;
    private final Bookings bookings;
    private final Moves moves;
    private final BookingMetrics metrics;

    BookingLinkResource(LinkedBookings linked, Bookings bookings, Moves moves, BookingMetrics metrics) {
        this.linked = linked;
        this.bookings = bookings;
        this.moves = moves;
        this.metrics = metrics;
    }

    /**
     * Get the booking that a link in a mail is for.
     *
     * @param token of the link
     */
    @GET
    @PermitAll
    @APIResponseSchema(LinkedBooking.class)
    public Uni<LinkedBooking> get(@PathParam("id") UUID id, @HeaderParam(TOKEN) String token) {
        return linked.get(id, token);
    }

    /**
     * Cancel the booking that a link in a mail is for, with the rules of a signed-in caller.
     *
     * @param token of the link
     */
    @POST
    @Path("cancel")
    @PermitAll
    @APIResponseSchema(LinkedBooking.class)
    public Uni<LinkedBooking> cancel(
            @PathParam("id") UUID id,
            @HeaderParam(TOKEN) String token,
            @HeaderParam(Idempotency.HEADER) String key,
            @Valid Cancellation cancellation) {
        var wanted = cancellation == null ? Cancellation.WITHOUT_REASON : cancellation;
        return linked.change(id, token, caller -> metrics.count("cancel", bookings.cancel(caller, id, key, wanted)));
    }

    /**
     * Move the booking that a link in a mail is for, with the rules of its signed-in mentee; if the mentor has to agree, it becomes
     * a proposal.
     *
     * @param token of the link
     */
    @POST
    @Path("reschedule")
    @PermitAll
    @APIResponseSchema(LinkedBooking.class)
    public Uni<LinkedBooking> reschedule(
            @PathParam("id") UUID id,
            @HeaderParam(TOKEN) String token,
            @HeaderParam(Idempotency.HEADER) String key,
            @NotNull @Valid Reschedule reschedule) {
        return linked.change(id, token, caller -> {
            if (!caller.has("mentee")) {
                throw BookingProblems.notMovedByLink();
            }
            return metrics.count("reschedule", moves.reschedule(caller, id, key, reschedule));
        });
    }
}
