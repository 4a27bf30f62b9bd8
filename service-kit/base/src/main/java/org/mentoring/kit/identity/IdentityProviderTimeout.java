package org.mentoring.kit.identity;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Bounds each request to the identity provider, which Quarkus does while connecting at the start and not afterwards. */
@ApplicationScoped
@Unremovable
class IdentityProviderTimeout implements OidcRequestFilter {

    private final Duration timeout;

    IdentityProviderTimeout(@ConfigProperty(name = "mentoring.issuer.timeout") Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Uni<Void> filter(OidcRequestFilterContext context) {
        context.request().timeout(timeout.toMillis());
        return Uni.createFrom().voidItem();
    }
}
