package org.mentoring.kit.security;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcRequestFilter;

/** Bounds each request to the identity provider, which Quarkus does while connecting at the start and not afterwards. */
@ApplicationScoped
@Unremovable
class IdentityProviderTimeout implements OidcRequestFilter {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Override
    public void filter(OidcRequestContext context) {
        context.request().timeout(TIMEOUT.toMillis());
    }
}
