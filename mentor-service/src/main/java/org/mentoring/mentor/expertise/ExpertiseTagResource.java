package org.mentoring.mentor.expertise;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.mentoring.kit.http.Flag;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.validation.PlainText;

/** Expertise tags of mentors; admins add, change and delete them. */
@Path("/api/v1/expertise-tags")
@Produces(MediaType.APPLICATION_JSON)
class ExpertiseTagResource {

    private final ExpertiseTags tags;
    private final CurrentCaller caller;

    ExpertiseTagResource(ExpertiseTags tags, CurrentCaller caller) {
        this.tags = tags;
        this.caller = caller;
    }

    /**
     * List the expertise tags.
     *
     * @param text a part of the name or of an alias of those that are wanted, whatever the case
     */
    @GET
    @PermitAll
    @APIResponseSchema(ExpertiseTag.class)
    public Uni<Response> list(
            @QueryParam("q") @Size(max = 200) @PlainText String text,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        return tags.page(text, page).map(found -> found.response(request));
    }

    /** Add an expertise tag; 409 if another tag has one of its names as name or alias, ignoring case. */
    @POST
    @RolesAllowed("admin")
    @APIResponseSchema(value = ExpertiseTag.class, responseCode = "201")
    public Uni<Response> add(@NotNull @Valid NewTag tag) {
        return tags.add(caller.get(), tag)
                .map(added ->
                        Versions.created(URI.create("/api/v1/expertise-tags/" + added.id()), added, added.version()));
    }

    /**
     * Change the name and the aliases of an expertise tag for every mentor who has it; 409 if another tag has one of its names as
     * name or alias, ignoring case.
     */
    @PUT
    @Path("{id}")
    @RolesAllowed("admin")
    @APIResponseSchema(ExpertiseTag.class)
    public Uni<Response> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid NewTag tag) {
        return tags.change(caller.get(), id, Versions.expected(ifMatch), tag).map(ExpertiseTagResource::ok);
    }

    /**
     * Merge an expertise tag into another: its mentors get the other tag, and its names become aliases of the other; 409 if that
     * would have more than 20 aliases.
     */
    @POST
    @Path("{id}/merge")
    @RolesAllowed("admin")
    @APIResponseSchema(ExpertiseTag.class)
    public Uni<Response> merge(@PathParam("id") UUID id, @NotNull @Valid TagMerge merge) {
        return tags.merge(caller.get(), id, merge.into()).map(ExpertiseTagResource::ok);
    }

    /**
     * Delete an expertise tag; 409 as long as a mentor has it.
     *
     * @param fromMentors also removes it from its mentors
     */
    @DELETE
    @Path("{id}")
    @RolesAllowed("admin")
    public Uni<Void> remove(
            @PathParam("id") UUID id,
            @QueryParam("from_mentors") @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) String fromMentors) {
        return tags.remove(caller.get(), id, Flag.of("from_mentors", fromMentors));
    }

    private static Response ok(ExpertiseTag tag) {
        return Versions.ok(tag, tag.version());
    }
}
