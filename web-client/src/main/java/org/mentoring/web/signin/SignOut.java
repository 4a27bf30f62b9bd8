package org.mentoring.web.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import org.mentoring.web.WebConfig;

/** Ends a session here and at the identity provider. */
@RequestScoped
public class SignOut {

    private final OidcSession session;
    private final OidcConfigurationMetadata provider;
    private final WebConfig config;

    SignOut(OidcSession session, OidcConfigurationMetadata provider, WebConfig config) {
        this.session = session;
        this.provider = provider;
        this.config = config;
    }

    /** Redirects to the identity provider, which ends its session and redirects to the first page. */
    public Response.ResponseBuilder redirect() {
        var hint = session.getIdToken().getRawToken();
        session.logout().await().indefinitely();
        var leave = UriBuilder.fromUri(provider.getEndSessionUri())
                .queryParam("id_token_hint", hint)
                .queryParam("post_logout_redirect_uri", config.publicUrl() + "/")
                .build();
        return Response.seeOther(leave).header("Clear-Site-Data", "\"cache\"");
    }
}
