package org.mentoring.mentor.calendar;

import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import org.mentoring.mentor.calendar.Claims.Claim;
import org.mentoring.mentor.calendar.provider.CalendarProvider;
import org.mentoring.mentor.calendar.provider.ProviderFailure;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;
import org.mentoring.mentor.calendar.provider.TokenGrant;

/** A valid access token for the time of one claim. It is refreshed when it is due, and at most once more when it is refused. */
final class AccessToken {

    private final Claims claims;
    private final CalendarProvider provider;
    private final Claim claim;
    private String token;
    private boolean refreshed;

    private AccessToken(Claims claims, CalendarProvider provider, Claim claim) {
        this.claims = claims;
        this.provider = provider;
        this.claim = claim;
    }

    static Uni<AccessToken> to(CalendarProvider provider, Claim claim, Claims claims) {
        var access = new AccessToken(claims, provider, claim);
        var ready = claim.refreshAt().isAfter(claim.claimedAt())
                ? claims.open(claim, Connections.ACCESS_TOKEN).invoke(token -> access.token = token)
                : access.refresh();
        return ready.replaceWith(access);
    }

    /** Calls the provider; a token that is not accepted although it was just refreshed means that the grant is over. */
    <T> Uni<T> call(Function<String, Uni<T>> call) {
        return Uni.createFrom()
                .deferred(() -> call.apply(token))
                .onFailure(failure -> ProviderFailure.is(failure, Kind.UNAUTHORISED) && !refreshed)
                .recoverWithUni(() -> refresh().chain(() -> call.apply(token)))
                .onFailure(failure -> ProviderFailure.is(failure, Kind.UNAUTHORISED))
                .transform(failure -> new ProviderFailure(Kind.GRANT_EXPIRED, failure.getMessage()));
    }

    private Uni<String> refresh() {
        refreshed = true;
        if (claim.refreshToken() == null) {
            return Uni.createFrom()
                    .failure(new ProviderFailure(Kind.GRANT_EXPIRED, "The provider gave no refresh token"));
        }
        return claims.open(claim, Connections.REFRESH_TOKEN)
                .chain(refreshToken -> provider.refresh(refreshToken).chain(grant -> keep(grant, refreshToken)))
                .invoke(fresh -> token = fresh);
    }

    private Uni<String> keep(TokenGrant grant, String refreshToken) {
        return claims.refreshed(claim, grant, grant.refreshToken().orElse(refreshToken))
                .replaceWith(grant.accessToken());
    }
}
