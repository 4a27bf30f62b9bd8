package org.mentoring.mentor.calendar.provider;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;

/** OAuth 2.0 as both providers support it: code with PKCE, refresh, revocation. */
final class OAuth {

    private static final Duration MIN_LIFETIME = Duration.ofSeconds(2);
    private static final long DEFAULT_LIFETIME = 3600;
    private static final int LONGEST_CODE = 60;
    /** The errors that only the mentor can mend, by giving the grant again. */
    private static final Set<String> GRANT_OVER =
            Set.of("invalid_grant", "interaction_required", "consent_required", "login_required");

    private final ProvidersConfig.Provider config;
    private final ProviderClient client;

    OAuth(ProvidersConfig.Provider config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    boolean offered() {
        return config.clientId().filter(id -> !id.isBlank()).isPresent();
    }

    URI authorizationUrl(String state, String codeChallenge, URI redirect, Map<String, String> further) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", clientId());
        parameters.put("redirect_uri", redirect.toString());
        parameters.put("response_type", "code");
        parameters.put("scope", scopes());
        parameters.put("state", state);
        parameters.put("code_challenge", codeChallenge);
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(further);
        var query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(config.authorizationUrl() + "?" + query);
    }

    Uni<TokenGrant> exchange(String code, String codeVerifier, URI redirect) {
        return token(form().set("grant_type", "authorization_code")
                .set("code", code)
                .set("redirect_uri", redirect.toString())
                .set("code_verifier", codeVerifier));
    }

    Uni<TokenGrant> refresh(String refreshToken) {
        return token(form().set("grant_type", "refresh_token").set("refresh_token", refreshToken));
    }

    Uni<Void> revoke(String token) {
        if (config.revocationUrl().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return client.form(
                        config.revocationUrl().get().toString(),
                        MultiMap.caseInsensitiveMultiMap().set("token", token))
                .invoke(response -> {
                    // 400 is how a provider says that the token is valid no longer, which is what was wanted.
                    if (response.statusCode() != 200 && response.statusCode() != 400) {
                        throw client.failure("Revocation", response);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<TokenGrant> token(MultiMap form) {
        return client.form(config.tokenUrl().toString(), form).map(this::granted);
    }

    private TokenGrant granted(HttpResponse<Buffer> response) {
        var answer = ProviderClient.json(response);
        if (response.statusCode() != 200) {
            throw refused(response, answer.getValue("error"));
        }
        if (!(answer.getValue("access_token") instanceof String accessToken)) {
            throw new ProviderFailure(Kind.UNAVAILABLE, "The token endpoint answered without a token");
        }
        var lifetime = answer.getValue("expires_in") instanceof Number seconds ? seconds.longValue() : DEFAULT_LIFETIME;
        var scopes = Optional.ofNullable(answer.getString("scope")).orElse("");
        return new TokenGrant(
                accessToken,
                Optional.ofNullable(answer.getString("refresh_token")),
                client.clock().instant().plusSeconds(Math.max(lifetime, MIN_LIFETIME.toSeconds())),
                Arrays.stream(scopes.split(" "))
                        .filter(scope -> !scope.isBlank())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private ProviderFailure refused(HttpResponse<Buffer> response, Object error) {
        var code = error instanceof String text && text.length() <= LONGEST_CODE ? text : "no error code";
        if (GRANT_OVER.contains(code)) {
            return new ProviderFailure(Kind.GRANT_EXPIRED, "The token endpoint answered " + code);
        }
        // Whatever else it is, such as a client secret that has run out, the mentor's grant is not to blame.
        return new ProviderFailure(
                Kind.UNAVAILABLE,
                "The token endpoint answered " + response.statusCode() + ", " + code,
                client.retryAfter(response));
    }

    private MultiMap form() {
        var form = MultiMap.caseInsensitiveMultiMap().set("client_id", clientId());
        config.clientSecret().ifPresent(secret -> form.set("client_secret", secret));
        return form;
    }

    private String scopes() {
        return String.join(" ", config.scopes());
    }

    private String clientId() {
        return config.clientId().orElseThrow();
    }
}
