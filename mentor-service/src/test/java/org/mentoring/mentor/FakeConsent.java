package org.mentoring.mentor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The OAuth side of both providers: consent, tokens with PKCE, and Google's revocation. */
final class FakeConsent {

    private final FakeAccounts accounts;
    private final Map<String, JsonObject> codes = new HashMap<>();

    FakeConsent(FakeAccounts accounts) {
        this.accounts = accounts;
    }

    void addTo(Router router) {
        for (var provider : List.of("google", "microsoft")) {
            router.get("/" + provider + "/auth").handler(request -> consent(request, provider));
            router.post("/" + provider + "/token").handler(request -> token(request, provider));
        }
        router.post("/google/revoke").handler(this::revoke);
    }

    private void consent(RoutingContext request, String provider) {
        var query = request.queryParams();
        var redirect = FakeCalendars.REDIRECT.formatted(provider);
        var asksForEverything = (provider + "-client").equals(query.get("client_id"))
                && redirect.equals(query.get("redirect_uri"))
                && "code".equals(query.get("response_type"))
                && "S256".equals(query.get("code_challenge_method"))
                && query.get("code_challenge") != null
                && query.get("code_challenge").length() == 43
                && query.get("scope") != null
                && (provider.equals("microsoft")
                        || "offline".equals(query.get("access_type")) && "consent".equals(query.get("prompt")));
        if (!asksForEverything) {
            request.response().setStatusCode(400).end("invalid_request: " + query);
            return;
        }
        var account = accounts.account(query.get("account"));
        if (account.denies) {
            redirect(request, redirect + "?error=access_denied&state=" + query.get("state"));
            return;
        }
        var code = "4/" + UUID.randomUUID();
        codes.put(
                code,
                new JsonObject()
                        .put("account", query.get("account"))
                        .put("redirect", redirect)
                        .put("challenge", query.get("code_challenge"))
                        .put("scope", account.scopes != null ? account.scopes : query.get("scope")));
        redirect(request, redirect + "?code=" + code.replace("/", "%2F") + "&state=" + query.get("state"));
    }

    private static void redirect(RoutingContext request, String to) {
        request.response().setStatusCode(302).putHeader("Location", to).end();
    }

    private void token(RoutingContext request, String provider) {
        var form = request.request().formAttributes();
        if (!(provider + "-client").equals(form.get("client_id"))
                || !FakeCalendars.CLIENT_SECRET.equals(form.get("client_secret"))) {
            FakeAccounts.answer(request, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        switch (form.get("grant_type")) {
            case "authorization_code" -> {
                var code = codes.remove(form.get("code"));
                if (code == null
                        || !code.getString("redirect").equals(form.get("redirect_uri"))
                        || !code.getString("challenge").equals(challenge(form.get("code_verifier")))) {
                    invalidGrant(request);
                    return;
                }
                var account = accounts.account(code.getString("account"));
                if (!accounts.fails(request, account, "token")) {
                    var refresh = "1//refresh-" + UUID.randomUUID();
                    account.refreshTokens.add(refresh);
                    account.granted = code.getString("scope");
                    granted(request, account, refresh, code.getString("scope"));
                }
            }
            case "refresh_token" -> {
                var found = accounts.find(account -> account.refreshTokens.contains(form.get("refresh_token")));
                if (found.isEmpty()) {
                    invalidGrant(request);
                    return;
                }
                var account = found.get();
                account.calls.add("refresh");
                if (accounts.fails(request, account, "refresh")) {
                    return;
                }
                account.accessTokens.clear();
                String next = null;
                if (provider.equals("microsoft")) {
                    account.refreshTokens.clear();
                    next = "1//refresh-" + UUID.randomUUID();
                    account.refreshTokens.add(next);
                }
                granted(request, account, next, null);
            }
            default -> FakeAccounts.answer(request, 400, new JsonObject().put("error", "unsupported_grant_type"));
        }
    }

    private static void granted(RoutingContext request, FakeAccount account, String refresh, String scope) {
        var access = "ya29.access-" + UUID.randomUUID();
        account.accessTokens.add(access);
        var answer = new JsonObject()
                .put("access_token", access)
                .put("expires_in", account.expiresIn)
                .put("token_type", "Bearer");
        if (refresh != null) {
            answer.put("refresh_token", refresh);
        }
        if (scope != null) {
            answer.put("scope", scope);
        }
        FakeAccounts.answer(request, 200, answer);
    }

    private static void invalidGrant(RoutingContext request) {
        FakeAccounts.answer(
                request,
                400,
                new JsonObject()
                        .put("error", "invalid_grant")
                        .put("error_description", "Token has been expired or revoked."));
    }

    private void revoke(RoutingContext request) {
        var token = request.request().formAttributes().get("token");
        var found =
                accounts.find(account -> account.refreshTokens.contains(token) || account.accessTokens.contains(token));
        if (found.isEmpty()) {
            FakeAccounts.answer(request, 400, new JsonObject().put("error", "invalid_token"));
            return;
        }
        var account = found.get();
        account.calls.add("revoke");
        if (!accounts.fails(request, account, "revoke")) {
            account.refreshTokens.clear();
            account.accessTokens.clear();
            FakeAccounts.answer(request, 200, new JsonObject());
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
