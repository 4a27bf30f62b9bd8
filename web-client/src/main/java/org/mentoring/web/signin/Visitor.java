package org.mentoring.web.signin;

import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * The person who requests the page, if signed in. The identity is resolved only where it is needed; with a session that cannot be
 * renewed the person counts as not signed in, so that public pages still work.
 */
@RequestScoped
public class Visitor {

    private static final Logger LOG = Logger.getLogger(Visitor.class);

    private final CurrentIdentityAssociation association;
    private Optional<SecurityIdentity> identity;

    Visitor(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /** Resolves the identity without blocking; afterwards every other method may be called on an event loop. */
    public Uni<Visitor> known() {
        return association
                .getDeferredIdentity()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("A session is over: %s", failure.getMessage());
                    return null;
                })
                .invoke(this::remember)
                .replaceWith(this);
    }

    public boolean signedIn() {
        return identity().isPresent();
    }

    public boolean mentor() {
        return hasRole("mentor");
    }

    /** Somebody who books sessions; a mentor may be one, too. */
    public boolean mentee() {
        return hasRole("mentee");
    }

    public boolean admin() {
        return hasRole("admin");
    }

    public boolean hasRole(String role) {
        return identity().map(one -> one.hasRole(role)).orElse(false);
    }

    /** The person's id in the API; empty for a visitor. */
    public Optional<String> id() {
        return token().map(JsonWebToken::getSubject);
    }

    /** The person with the sign-in, so that what is kept for one sign-in is not taken for another; empty for a visitor. */
    public Optional<String> signInId() {
        return token().map(token -> {
            var session = token.<Object>getClaim("sid");
            return session == null ? token.getSubject() : token.getSubject() + "." + session;
        });
    }

    /** The name from the token; empty for a visitor. */
    public String name() {
        return token().map(token ->
                        Optional.<String>ofNullable(token.getClaim("name")).orElseGet(token::getName))
                .orElse("");
    }

    public Optional<String> accessToken() {
        return identity()
                .map(one -> one.getCredential(AccessTokenCredential.class))
                .map(AccessTokenCredential::getToken);
    }

    private Optional<JsonWebToken> token() {
        return identity()
                .map(SecurityIdentity::getPrincipal)
                .map(principal -> principal instanceof JsonWebToken token ? token : null);
    }

    private Optional<SecurityIdentity> identity() {
        if (identity == null) {
            if (!BlockingOperationControl.isBlockingAllowed()) {
                return Optional.empty();
            }
            known().await().indefinitely();
        }
        return identity;
    }

    private void remember(SecurityIdentity known) {
        identity = Optional.ofNullable(known).filter(one -> !one.isAnonymous());
    }
}
