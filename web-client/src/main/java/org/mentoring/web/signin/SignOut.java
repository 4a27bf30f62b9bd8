package org.mentoring.web.signin;

import java.util.stream.Stream;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import org.mentoring.web.PublicOrigin;
import org.mentoring.web.WebConfig;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/** Ends a session here and at the identity provider. */
@RequestScoped
public class SignOut {

    private final OidcSession session;
    private final OidcConfigurationMetadata provider;
    private final WebConfig config;
    private final Reader reader;
    private final Cookies cookies;

    SignOut(OidcSession session, OidcConfigurationMetadata provider, WebConfig config, Reader reader, Cookies cookies) {
        this.reader = reader;
        this.cookies = cookies;
        this.session = session;
        this.provider = provider;
        this.config = config;
    }

    /**
     * Redirects to the identity provider, which ends its session and redirects to the first page. Drafts, messages, results and opened
     * links of the person are deleted from the browser; marked mentors and the choice of language, zone and theme stay.
     */
    public Response.ResponseBuilder redirect() {
        var hint = session.getIdToken().getRawToken();
        session.logout().await().indefinitely();
        var leave = UriBuilder.fromUri(provider.getEndSessionUri())
                .queryParam("id_token_hint", hint)
                .queryParam("post_logout_redirect_uri", PublicOrigin.of(config) + "/")
                .build();
        return Response.seeOther(leave)
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .cookie(Stream.concat(
                                Cookies.OF_THE_PERSON.stream()
                                        .filter(name -> reader.cookie(name).isPresent()),
                                reader.cookiesNamed(Cookies.LINK).stream())
                        .map(cookies::gone)
                        .toArray(NewCookie[]::new));
    }
}
