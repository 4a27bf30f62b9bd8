package org.mentoring.user.account;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;

/** A person's own account. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class AccountResource {

    private final Accounts accounts;
    private final CurrentCaller caller;
    private final TokenProfile token;

    AccountResource(Accounts accounts, CurrentCaller caller, TokenProfile token) {
        this.accounts = accounts;
        this.caller = caller;
        this.token = token;
    }

    /** Get the caller's account; the first call creates it from the access token. */
    @GET
    @Path("me")
    @APIResponseSchema(Account.class)
    public Uni<Response> me() {
        return accounts.current(caller.get(), token).map(AccountResource::ok);
    }

    /** Change the caller's account. */
    @PUT
    @Path("me")
    @APIResponseSchema(Account.class)
    public Uni<Response> change(@HeaderParam("If-Match") String ifMatch, @NotNull @Valid AccountChange change) {
        return accounts.change(caller.get(), Versions.expected(ifMatch), change).map(AccountResource::ok);
    }

    /** Get the account of the caller by its id; 404 for all other accounts. */
    @GET
    @Path("{user_id}")
    @APIResponseSchema(Account.class)
    public Uni<Response> byId(@PathParam("user_id") UUID userId) {
        if (!userId.equals(caller.get().id())) {
            throw Problems.notFound("user");
        }
        return me();
    }

    private static Response ok(Account account) {
        return Versions.ok(account, account.version());
    }
}
