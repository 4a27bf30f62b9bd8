package org.mentoring.mentor.directory;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.mentoring.kit.page.PageRequest;

/** Finding a mentor. The result is the same for every caller. */
@Tag(name = "Directory")
@Path("/api/v1/mentors")
@Produces(MediaType.APPLICATION_JSON)
class DirectoryResource {

    private final Directory directory;

    DirectoryResource(Directory directory) {
        this.directory = directory;
    }

    /** Search the directory of mentors. */
    @GET
    @PermitAll
    @APIResponseSchema(DirectoryPage.class)
    public Uni<Response> find(@BeanParam Search search, @BeanParam PageRequest page, @Context UriInfo request) {
        return directory.find(search, page).map(found -> {
            var answer = Response.ok(
                    new DirectoryPage(found.page().items(), found.page().nextCursor(), found.total(), found.facets()));
            if (found.page().nextCursor() != null) {
                answer.header("Link", found.page().link(request));
            }
            return answer.build();
        });
    }

    /** Get a mentor as the directory shows one. */
    @GET
    @Path("{id}")
    @PermitAll
    public Uni<DirectoryEntry> get(@PathParam("id") UUID id) {
        return directory.get(id);
    }
}
