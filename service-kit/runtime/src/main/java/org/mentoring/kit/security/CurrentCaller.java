package org.mentoring.kit.security;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of the request at hand, and what the token says of that person. */
@RequestScoped
public class CurrentCaller {

    private final CurrentIdentityAssociation identities;
    private final ClosedAccounts closedAccounts;

    CurrentCaller(CurrentIdentityAssociation identities, ClosedAccounts closedAccounts) {
        this.identities = identities;
        this.closedAccounts = closedAccounts;
    }

    /**
     * The caller, in an operation that asks for a role (the token has been checked by then).
     *
     * @throws UnauthorizedException if nobody is signed in, or the token's {@code sub} is not a uuid
     * @throws org.mentoring.kit.problem.ProblemException if the account was closed after the token was issued
     */
    public Caller get() {
        var caller = caller(identities.getIdentity()).orElseThrow(UnauthorizedException::new);
        closedAccounts.requireOpen(caller.id());
        return caller;
    }

    /**
     * The caller, in an operation that is open to everyone: whoever sends no token, or one that is not valid any more, is
     * {@link Caller#ANONYMOUS}.
     */
    public Uni<Caller> orAnonymous() {
        return identities
                .getDeferredIdentity()
                .map(identity -> caller(identity).orElse(Caller.ANONYMOUS))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(Caller.ANONYMOUS);
    }

    /** A claim of the caller's token as text; empty when the token lacks it or it is blank. */
    public Optional<String> claim(String name) {
        return identities.getIdentity().getPrincipal() instanceof JsonWebToken token
                ? Optional.ofNullable(token.getClaim(name))
                        .map(Object::toString)
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                : Optional.empty();
    }

    private static Optional<Caller> caller(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Caller.of(UUID.fromString(token.getSubject()), identity.getRoles()));
        } catch (IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
