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
import org.mentoring.web.language.Reader;

/** Sign-in and sign-out; the identity provider authenticates. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SignInResource {

    private final Visitor visitor;
    private final SignOut signOut;
    private final ErrorPages errors;
    private final Reader reader;

    SignInResource(Visitor visitor, SignOut signOut, ErrorPages errors, Reader reader) {
        this.reader = reader;
        this.visitor = visitor;
        this.signOut = signOut;
        this.errors = errors;
    }

    /** Signs in and returns to the page that was open before. */
    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn(@QueryParam("to") String to) {
        return Response.seeOther(LocalPath.of(to)).build();
    }

    /**
     * The redirect URI of the sign-in. The OIDC extension answers the redirect itself; this is reached when the person has signed in in
     * another tab meanwhile, whatever the identity provider then says of this one, and when it is opened by hand.
     */
    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn(@QueryParam("state") String state) {
        return Response.seeOther(SignInReturn.of(state, reader)).build();
    }

    /**
     * The page for a sign-in that was refused or cancelled; a person who has signed in since, also from this page, is led to the page
     * that was wanted.
     */
    @GET
    @Path("sign-in-failed")
    @PermitAll
    public Response failed(@QueryParam("state") String state) {
        var wanted = SignInReturn.of(state, reader);
        return visitor.signedIn() ? Response.seeOther(wanted).build() : errors.signInFailed(wanted);
    }

    /** Ends the session here and at the identity provider. */
    @POST
    @Path("sign-out")
    @PermitAll
    public Response signOut() {
        return visitor.signedIn()
                ? signOut.redirect().build()
                : Response.seeOther(URI.create("/")).build();
    }
}
