package org.mentoring.mentor.calendar.provider;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider's token endpoint granted.
 *
 * @param refreshToken empty when the one used stays valid
 * @param scopes what the mentor permitted; empty when the provider did not say
 */
public record TokenGrant(String accessToken, Optional<String> refreshToken, Instant expiresAt, Set<String> scopes) {

    @Override
    public String toString() {
        return "TokenGrant[expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
    }
}
