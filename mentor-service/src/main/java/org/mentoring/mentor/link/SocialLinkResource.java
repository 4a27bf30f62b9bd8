package org.mentoring.mentor.link;

import java.net.URI;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** A mentor's links to social media. */
@Path("/api/v1/mentors")
@Produces(MediaType.APPLICATION_JSON)
class SocialLinkResource {

    private final SocialLinks links;
    private final CurrentCaller caller;

    SocialLinkResource(SocialLinks links, CurrentCaller caller) {
        this.links = links;
        this.caller = caller;
    }

    /** List the caller's social links. */
    @GET
    @Path("me/social-links")
    @Authenticated
    @APIResponseSchema(SocialLink.class)
    public Uni<Response> list(@BeanParam PageRequest page, @Context UriInfo request) {
        return links.page(caller.get(), page).map(found -> found.response(request));
    }

    /** Add a social link. */
    @POST
    @Path("me/social-links")
    @Authenticated
    @APIResponseSchema(value = SocialLink.class, responseCode = "201")
    public Uni<Response> add(@NotNull @Valid SocialLinkChange link) {
        return links.add(caller.get(), link)
                .map(added -> Versions.created(
                        URI.create("/api/v1/mentors/me/social-links/" + added.id()), added, added.version()));
    }

    /** Change a social link. */
    @PUT
    @Path("me/social-links/{id}")
    @Authenticated
    @APIResponseSchema(SocialLink.class)
    public Uni<Response> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid SocialLinkChange link) {
        return links.change(caller.get(), id, Versions.expected(ifMatch), link)
                .map(changed -> Versions.ok(changed, changed.version()));
    }

    /** Delete a social link. */
    @DELETE
    @Path("me/social-links/{id}")
    @Authenticated
    public Uni<Void> remove(@PathParam("id") UUID id) {
        return links.remove(caller.get(), id);
    }
}
