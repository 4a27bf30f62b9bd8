package org.mentoring.web.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An identity provider that signs in everybody as the mentor Ada. Tokens live as long as {@link #lifespan}. */
public final class StubIssuer implements QuarkusTestResourceLifecycleManager {

    static final String ADA = "a0000000-0000-4000-8000-0000000000aa";
    static volatile String session = "session-of-ada";

    static final List<MultiMap> ASKED_FOR_TOKENS = new CopyOnWriteArrayList<>();
    static volatile Duration lifespan = Duration.ofMinutes(5);
    static volatile boolean refreshes = true;
    static volatile String person = ADA;

    private static final Map<String, JsonObject> CODES = new ConcurrentHashMap<>();
    private static final Map<String, Integer> USES = new ConcurrentHashMap<>();
    private static final Path REALM = Path.of("../deploy/kubernetes/base/keycloak/mentoring-realm.json");
    private static KeyPair keys;
    private static String issuer;

    private Vertx vertx;

    /** As if nobody had signed in, nor changed how it answers, before this test. */
    static void reset() {
        lifespan = Duration.ofMinutes(5);
        refreshes = true;
        person = ADA;
        session = UUID.randomUUID().toString();
        ASKED_FOR_TOKENS.clear();
    }

    @Override
    public Map<String, String> start() {
        keys = newKeys();
        vertx = Vertx.vertx();
        var server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.setExpectMultipart(request.method() == HttpMethod.POST);
                    request.endHandler(end -> answer(request));
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        issuer = "http://localhost:" + server.actualPort() + "/realms/mentoring";
        return Map.of("mentoring.issuer", issuer, "quarkus.oidc.tenant-enabled", "true");
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void answer(HttpServerRequest request) {
        var path = request.path().substring("/realms/mentoring".length());
        var response = request.response();
        switch (path) {
            case "/.well-known/openid-configuration" -> json(response, 200, discovery());
            case "/jwks" -> json(response, 200, new JsonObject().put("keys", new JsonArray().add(jwk())));
            case "/authorize" -> authorize(request);
            case "/token" -> token(request);
            default -> response.setStatusCode(404).end();
        }
    }

    private static void authorize(HttpServerRequest request) {
        var code = "code-" + CODES.size();
        CODES.put(
                code,
                new JsonObject()
                        .put("nonce", request.getParam("nonce"))
                        .put("challenge", request.getParam("code_challenge")));
        request.response()
                .setStatusCode(302)
                .putHeader(
                        "Location",
                        request.getParam("redirect_uri") + "?code=" + code + "&state=" + request.getParam("state"))
                .end();
    }

    private static void token(HttpServerRequest request) {
        ASKED_FOR_TOKENS.add(request.formAttributes());
        if ("refresh_token".equals(request.getFormAttribute("grant_type"))
                && (!refreshes || usedUp(request.getFormAttribute("refresh_token")))) {
            json(request.response(), 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        json(
                request.response(),
                200,
                new JsonObject()
                        .put("access_token", jwt("mentoring-api"))
                        .put("id_token", jwt("mentoring-web-client"))
                        .put("refresh_token", "refresh-" + UUID.randomUUID())
                        .put("token_type", "Bearer")
                        .put("expires_in", lifespan.toSeconds()));
    }

    /** As the realm has it: a token may be used once, and then so many times more. */
    private static boolean usedUp(String token) {
        try {
            var realm = new JsonObject(Files.readString(REALM));
            return USES.merge(token, 1, Integer::sum) > 1 + realm.getInteger("refreshTokenMaxReuse");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jwt(String audience) {
        return Jwt.issuer(issuer)
                .subject(person)
                .audience(audience)
                .claim("name", "Ada Lovelace")
                .claim("azp", "mentoring-web-client")
                .claim("sid", session)
                .claim("realm_access", Map.of("roles", Set.of("mentee", "mentor")))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(lifespan))
                .jws()
                .keyId("test")
                .sign(keys.getPrivate());
    }

    /** What it sends to the application when a session has ended. */
    static String logoutToken(String ended) {
        return Jwt.issuer(issuer)
                .subject(ADA)
                .audience("mentoring-web-client")
                .claim("sid", ended)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(lifespan))
                .jws()
                .keyId("test")
                .type("logout+jwt")
                .sign(keys.getPrivate());
    }

    private static JsonObject discovery() {
        return new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("jwks_uri", issuer + "/jwks")
                .put("end_session_endpoint", issuer + "/logout");
    }

    private static JsonObject jwk() {
        var key = (RSAPublicKey) keys.getPublic();
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return new JsonObject()
                .put("kty", "RSA")
                .put("kid", "test")
                .put("alg", "RS256")
                .put("use", "sig")
                .put("n", base64.encodeToString(unsigned(key.getModulus().toByteArray())))
                .put("e", base64.encodeToString(unsigned(key.getPublicExponent().toByteArray())));
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpServerResponse response, int status, JsonObject body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
