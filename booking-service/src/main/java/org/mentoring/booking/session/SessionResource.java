package org.mentoring.booking.session;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.booking.listing.ListFilter;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.http.Flag;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** Sessions for the mentor and the mentee, and for admins to read and, where the two disagree, to decide. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {

    private final Sessions sessions;
    private final CurrentCaller caller;

    SessionResource(Sessions sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /**
     * List the caller's sessions, the latest first unless sorted otherwise; for admins everyone's.
     *
     * @param role mentor or mentee: those in which the caller is on that side
     * @param from those that end later; a date means its start in the zone of the caller, as the account says
     * @param to those that start earlier, with a date before that day begins
     * @param sort start_time: the earliest first; -start_time, which is the default: the latest first
     * @param contested true: only those whose report of a no-show is contested and not decided
     */
    @GET
    @RolesAllowed({"mentee", "mentor", "admin"})
    @APIResponseSchema(MentoringSession.class)
    public Uni<Response> page(
            @QueryParam("role") @Parameter(schema = @Schema(enumeration = {"mentee", "mentor"})) String role,
            @QueryParam("status")
                    @Parameter(
                            schema = @Schema(enumeration = {"upcoming", "active", "completed", "no-show", "cancelled"}))
                    String status,
            @QueryParam("from") @Parameter(schema = @Schema(implementation = InstantOrDate.class)) String from,
            @QueryParam("to") @Parameter(schema = @Schema(implementation = InstantOrDate.class)) String to,
            @QueryParam("sort") @Parameter(schema = @Schema(enumeration = {"-start_time", "start_time"})) String sort,
            @QueryParam("contested") @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) String contested,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        var filter = ListFilter.of(role, status, Sessions.STATUSES, from, to, sort);
        return sessions.page(caller.get(), filter, Flag.of("contested", contested), page)
                .map(found -> found.response(request));
    }

    /** Get a session. */
    @GET
    @Path("{id}")
    @RolesAllowed({"mentee", "mentor", "admin"})
    @APIResponseSchema(MentoringSession.class)
    public Uni<Response> get(@PathParam("id") UUID id) {
        return sessions.get(caller.get(), id).map(SessionResource::ok);
    }

    /** Complete a session that has begun, before its end. */
    @POST
    @Path("{id}/complete")
    @RolesAllowed("mentor")
    @APIResponseSchema(MentoringSession.class)
    public Uni<Response> complete(@PathParam("id") UUID id) {
        return sessions.complete(caller.get(), id).map(SessionResource::ok);
    }

    /**
     * Report a no-show, as either side, from the start of the session until some days after its end, also of a completed session.
     * After a report of the other side, the same report confirms it and a different one contests it.
     */
    @POST
    @Path("{id}/no-show")
    @RolesAllowed({"mentee", "mentor"})
    @APIResponseSchema(MentoringSession.class)
    public Uni<Response> noShow(@PathParam("id") UUID id, NoShow noShow) {
        return sessions.noShow(caller.get(), id, noShow == null ? NoShow.OF_OTHER_SIDE : noShow)
                .map(SessionResource::ok);
    }

    /** Contest, as the other side, a report of a no-show; an admin then decides. */
    @POST
    @Path("{id}/contest")
    @RolesAllowed({"mentee", "mentor"})
    @APIResponseSchema(MentoringSession.class)
    public Uni<Response> contest(@PathParam("id") UUID id, @Valid Contest contest) {
        return sessions.contest(caller.get(), id, contest == null ? Contest.WITHOUT_REASON : contest)
                .map(SessionResource::ok);
    }

    /** Decide whether a session took place, after a report of a no-show was contested or became final. */
    @POST
    @Path("{id}/decide")
    @RolesAllowed("admin")
    @APIResponseSchema(MentoringSession.class)
    public Uni<Response> decide(@PathParam("id") UUID id, @NotNull @Valid Decision decision) {
        return sessions.decide(caller.get(), id, decision).map(SessionResource::ok);
    }

    private static Response ok(MentoringSession session) {
        return Versions.ok(session, session.version());
    }
}
