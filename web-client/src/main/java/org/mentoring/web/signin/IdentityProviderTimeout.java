package org.mentoring.web.signin;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;

/** Bounds each request to the identity provider, which Quarkus does while connecting at the start and not afterwards. */
@ApplicationScoped
@Unremovable
class IdentityProviderTimeout implements OidcRequestFilter {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public Uni<Void> filter(OidcRequestFilterContext context) {
        context.request().timeout(TIMEOUT.toMillis());
        return Uni.createFrom().voidItem();
    }
}
