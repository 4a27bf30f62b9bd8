package org.mentoring.web.signin;

import java.net.URI;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.mentoring.web.error.ErrorPages;

/** The way in and out. What happens between is the identity provider's. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SignInResource {

    private final Visitor visitor;
    private final SignOut leaving;
    private final ErrorPages errors;

    SignInResource(Visitor visitor, SignOut leaving, ErrorPages errors) {
        this.visitor = visitor;
        this.leaving = leaving;
        this.errors = errors;
    }

    /** Signs in and returns to the page that one came from. */
    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn(@QueryParam("to") String to) {
        return Response.seeOther(OwnPath.of(to)).build();
    }

    /** Where the identity provider sends browsers back to; they are led on before this is reached, unless it is opened by hand. */
    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return Response.seeOther(URI.create("/")).build();
    }

    /** Where a sign-in that was refused or given up ends. */
    @GET
    @Path("sign-in-failed")
    @PermitAll
    public Response failed() {
        return errors.page(400, "sign-in-failed");
    }

    /** Ends the session here and at the identity provider. */
    @POST
    @Path("sign-out")
    @PermitAll
    public Response signOut() {
        return visitor.signedIn()
                ? leaving.leave().build()
                : Response.seeOther(URI.create("/")).build();
    }
}
