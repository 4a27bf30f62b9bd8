package org.mentoring.mentor.expertise;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

@Path("/api/v1/expertise-tags")
class ExpertiseTagResource {

    private final ExpertiseTags tags;
    private final CurrentCaller caller;

    ExpertiseTagResource(ExpertiseTags tags, CurrentCaller caller) {
        this.tags = tags;
        this.caller = caller;
    }

    @GET
    @PermitAll
    public Uni<Response> list(@BeanParam PageRequest page, @Context UriInfo request) {
        return tags.page(page).map(found -> found.response(request));
    }

    /** 409 where a tag has this name, in whatever case. */
    @POST
    @RolesAllowed("admin")
    public Uni<Response> add(@NotNull @Valid NewTag tag) {
        return tags.add(caller.get(), tag.name())
                .map(added -> Response.created(URI.create("/api/v1/expertise-tags/" + added.id()))
                        .entity(added)
                        .build());
    }

    /** 409 as long as a mentor has it. */
    @DELETE
    @Path("{id}")
    @RolesAllowed("admin")
    public Uni<Void> remove(@PathParam("id") UUID id) {
        return tags.remove(caller.get(), id);
    }
}
