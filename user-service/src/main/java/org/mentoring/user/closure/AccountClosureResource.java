package org.mentoring.user.closure;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/** Closing accounts permanently. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
class AccountClosureResource {

    private final AccountClosure closure;
    private final CurrentCaller caller;

    AccountClosureResource(AccountClosure closure, CurrentCaller caller) {
        this.closure = closure;
        this.caller = caller;
    }

    /**
     * Close the caller's account permanently: it leaves the directory at once, future sessions are cancelled, then all data about
     * the person is erased, here and at the identity provider. {@code If-Match} may be left out.
     */
    @DELETE
    @Path("me")
    @Authenticated
    @APIResponseSchema(value = ClosedAccount.class, responseCode = "202")
    public Uni<Response> leave(@HeaderParam("If-Match") String ifMatch) {
        return closure.leave(caller.get(), ifMatch == null ? null : Versions.expected(ifMatch))
                .map(AccountClosureResource::accepted);
    }

    /**
     * Close an account permanently, as an admin.
     *
     * @param reason kept with the record of the erasure; must not contain personal data
     */
    @DELETE
    @Path("{user_id}")
    @RolesAllowed("admin")
    @APIResponseSchema(value = ClosedAccount.class, responseCode = "202")
    public Uni<Response> close(
            @PathParam("user_id") UUID userId,
            @QueryParam("reason") @NotBlank @Size(max = 1000) @PlainText @NotInvisible String reason) {
        return closure.close(caller.get(), userId, reason).map(AccountClosureResource::accepted);
    }

    /** List closed accounts, the latest first, with the services that have and have not erased the person. */
    @GET
    @Path("erasures")
    @RolesAllowed("admin")
    @APIResponseSchema(Erasure.class)
    public Uni<Response> erasures(@BeanParam PageRequest page, @Context UriInfo uri) {
        return closure.list(caller.get(), page).map(found -> found.response(uri));
    }

    private static Response accepted(ClosedAccount closed) {
        return Response.accepted(closed).build();
    }
}
