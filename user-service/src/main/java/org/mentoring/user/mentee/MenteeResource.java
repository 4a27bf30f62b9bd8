package org.mentoring.user.mentee;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** Mentee profiles: the caller's own, and for mentors those of mentees. */
@Path("/api/v1/mentees")
@Produces(MediaType.APPLICATION_JSON)
class MenteeResource {

    private final Mentees mentees;
    private final MenteeSearch search;
    private final CurrentCaller caller;

    MenteeResource(Mentees mentees, MenteeSearch search, CurrentCaller caller) {
        this.mentees = mentees;
        this.search = search;
        this.caller = caller;
    }

    /** Get the caller's mentee profile. */
    @GET
    @Path("me")
    @RolesAllowed("mentee")
    @APIResponseSchema(Mentee.class)
    public Uni<Response> me() {
        var person = caller.get();
        return mentees.get(person, person.id()).map(MenteeResource::ok);
    }

    /** Create or change the caller's mentee profile: created when sent without {@code If-Match}, and 409 if there is one. */
    @PUT
    @Path("me")
    @RolesAllowed("mentee")
    @APIResponseSchema(Mentee.class)
    @APIResponse(
            responseCode = "201",
            description = "The profile is made",
            content = @Content(schema = @Schema(implementation = Mentee.class)))
    public Uni<Response> put(@HeaderParam("If-Match") String ifMatch, @NotNull @Valid MenteeChange change) {
        if (ifMatch == null) {
            return mentees.create(caller.get(), change)
                    .map(mentee ->
                            Versions.created(URI.create("/api/v1/mentees/" + mentee.id()), mentee, mentee.version()));
        }
        return mentees.change(caller.get(), Versions.expected(ifMatch), change).map(MenteeResource::ok);
    }

    /** Get a mentee. */
    @GET
    @Path("{id}")
    @Authenticated
    @APIResponseSchema(Mentee.class)
    public Uni<Response> byId(@PathParam("id") UUID id) {
        var person = caller.get();
        return mentees.get(person, id)
                .map(mentee -> ok(id.equals(person.id()) ? mentee : mentee.withoutPrivateFields()));
    }

    /**
     * Search mentees by name.
     *
     * @param q a part of the name, ignoring case, compatibility forms, and spaces in scripts without spaces; all mentees if
     *     missing or empty
     */
    @GET
    @RolesAllowed("mentor")
    @APIResponseSchema(Mentee.class)
    public Uni<Response> search(@QueryParam("q") String q, @BeanParam PageRequest page, @Context UriInfo uri) {
        return search.find(caller.get(), q, page)
                .map(found -> found.map(Mentee::withoutPrivateFields).response(uri));
    }

    private static Response ok(Mentee mentee) {
        return Versions.ok(mentee, mentee.version());
    }
}
