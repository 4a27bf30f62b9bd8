package org.mentoring.booking.booking;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.booking.listing.ListFilter;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;

/** Bookings for the mentor and the mentee, and for admins. */
@Path("/api/v1/bookings")
@Produces(MediaType.APPLICATION_JSON)
class BookingResource {

    private static final List<String> STATUSES = List.of("pending", "confirmed", "declined", "expired", "cancelled");
    private static final String CALENDAR = "text/calendar;charset=UTF-8";

    private final BookSession bookSession;
    private final Bookings bookings;
    private final Moves moves;
    private final Invite invite;
    private final BookingMetrics metrics;
    private final CurrentCaller caller;
    private final PersonalClaims person;

    BookingResource(
            BookSession bookSession,
            Bookings bookings,
            Moves moves,
            Invite invite,
            BookingMetrics metrics,
            CurrentCaller caller,
            PersonalClaims person) {
        this.bookSession = bookSession;
        this.bookings = bookings;
        this.moves = moves;
        this.invite = invite;
        this.metrics = metrics;
        this.caller = caller;
        this.person = person;
    }

    /**
     * Book a free slot; 409 if it has been booked meanwhile, 422 if the mentor does not offer it. If the mentor approves bookings,
     * it is pending until the mentor answers.
     */
    @POST
    @RolesAllowed("mentee")
    @APIResponseSchema(value = Booking.class, responseCode = "201")
    public Uni<Response> book(@HeaderParam(Idempotency.HEADER) String key, @NotNull @Valid NewBooking booking) {
        return metrics.count("book", bookSession.book(Mentee.of(caller, person), key, booking));
    }

    /**
     * List the caller's bookings, the latest first unless sorted otherwise; for admins everyone's.
     *
     * @param role mentor or mentee: those in which the caller is on that side
     * @param from those that end later; a date means its start in the zone of the caller, as the account says
     * @param to those that start earlier, with a date before that day begins
     * @param sort start_time: the earliest first; -start_time, which is the default: the latest first
     */
    @GET
    @RolesAllowed({"mentee", "mentor", "admin"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> page(
            @QueryParam("role") @Parameter(schema = @Schema(enumeration = {"mentee", "mentor"})) String role,
            @QueryParam("status")
                    @Parameter(
                            schema =
                                    @Schema(enumeration = {"pending", "confirmed", "declined", "expired", "cancelled"}))
                    String status,
            @QueryParam("from") @Parameter(schema = @Schema(implementation = InstantOrDate.class)) String from,
            @QueryParam("to") @Parameter(schema = @Schema(implementation = InstantOrDate.class)) String to,
            @QueryParam("sort") @Parameter(schema = @Schema(enumeration = {"-start_time", "start_time"})) String sort,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        var filter = ListFilter.of(role, status, STATUSES, from, to, sort);
        return bookings.page(caller.get(), filter, page).map(found -> found.response(request));
    }

    /** Get a booking. */
    @GET
    @Path("{id}")
    @RolesAllowed({"mentee", "mentor", "admin"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> get(@PathParam("id") UUID id) {
        return bookings.get(caller.get(), id).map(booking -> Versions.ok(booking, booking.version()));
    }

    /** Get a booking as an iCalendar object (RFC 5545), to import into a calendar; 409 before it is confirmed. */
    @GET
    @Path("{id}/invite.ics")
    @Produces({CALENDAR, "application/problem+json"})
    @RolesAllowed({"mentee", "mentor"})
    public Uni<Response> invite(@PathParam("id") UUID id) {
        return bookings.getForCalendar(caller.get(), id)
                .map(file -> Response.ok(invite.of(file, caller.get()), CALENDAR)
                        .header("ETag", Versions.etag(file.booking().version()))
                        .header("Content-Disposition", "attachment; filename=\"invite.ics\"")
                        .build());
    }

    /** Accept a pending booking; 409 when it has been answered or has expired, or starts at another time than the accepted one. */
    @POST
    @Path("{id}/accept")
    @RolesAllowed("mentor")
    @APIResponseSchema(Booking.class)
    public Uni<Response> accept(
            @PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key, @Valid AcceptedTime accepted) {
        return metrics.count(
                "accept", bookings.accept(caller.get(), id, key, accepted == null ? AcceptedTime.CURRENT : accepted));
    }

    /** Decline a pending booking, which frees its time; 409 when it has been answered or has expired. Admins decline any. */
    @POST
    @Path("{id}/decline")
    @RolesAllowed({"mentor", "admin"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> decline(
            @PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key, @Valid Refusal refusal) {
        return metrics.count(
                "decline", bookings.decline(caller.get(), id, key, refusal == null ? Refusal.WITHOUT_REASON : refusal));
    }

    /**
     * Cancel a booking for both sides; 409 if it has begun or has ended. A mentor declines a pending booking instead. Admins can
     * cancel any booking.
     */
    @POST
    @Path("{id}/cancel")
    @RolesAllowed({"mentee", "mentor", "admin"})
    @APIResponseSchema(Booking.class)
    public Uni<Response> cancel(
            @PathParam("id") UUID id, @HeaderParam(Idempotency.HEADER) String key, @Valid Cancellation cancellation) {
        return metrics.count(
                "cancel",
                bookings.cancel(
                        caller.get(), id, key, cancellation == null ? Cancellation.WITHOUT_REASON : cancellation));
    }

    /**
     * Move a booking to another free slot. A pending booking can be moved by its mentee and stays pending. If the mentor approves
     * bookings, a mentee's move of a confirmed booking becomes a proposal. The mentor and admins can move it to any future time at
     * which both sides are free; {@code warnings} name what is unusual about the time.
     */
    @POST
    @Path("{id}/reschedule")
    @RolesAllowed({"mentee", "mentor", "admin"})
    @APIResponseSchema(MovedBooking.class)
    public Uni<Response> reschedule(
            @PathParam("id") UUID id,
            @HeaderParam(Idempotency.HEADER) String key,
            @NotNull @Valid Reschedule reschedule) {
        return metrics.count("reschedule", moves.reschedule(caller.get(), id, key, reschedule));
    }
}
