package org.mentoring.kit.test;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.jwt.build.Jwt;

/** Access tokens as the realm issues them, and such as nobody should accept. */
public final class Tokens {

    static final String KEY_ID = "test-key";

    static volatile String issuer;

    private static final KeyPair KEYS = keys();
    private static final Map<Signed, String> SIGNED = new ConcurrentHashMap<>();
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Map<String, Object> claims = new HashMap<>();
    private String tokenIssuer;
    private String audience = "mentoring-api";
    private Instant issuedAt = Instant.now();
    private KeyPair keys = KEYS;

    /** A token says the second of its issue. The same again is not signed again, which takes 10 ms with this compiler. */
    private record Signed(Map<String, Object> claims, String issuer, String audience, Instant issuedAt, KeyPair keys) {

        private String sign() {
            return Jwt.claims(claims)
                    .issuer(issuer)
                    .audience(audience)
                    .issuedAt(issuedAt)
                    .expiresAt(issuedAt.plus(LIFETIME))
                    .jws()
                    .keyId(KEY_ID)
                    .sign(keys.getPrivate());
        }
    }

    private Tokens(String name, UUID subject) {
        claims.put("sub", subject.toString());
        claims.put("name", name);
        claims.put("preferred_username", name);
        claims.put("email", subject + "@example.org");
        claims.put("email_verified", true);
    }

    /** A token of a person with an address of its own and no roles. */
    public static Tokens of(String name, UUID subject) {
        return new Tokens(name, subject);
    }

    public Tokens roles(String... roles) {
        claims.put("realm_access", Map.of("roles", List.of(roles)));
        return this;
    }

    public Tokens claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public Tokens expired() {
        issuedAt = Instant.now().minus(LIFETIME.multipliedBy(2));
        return this;
    }

    /** Of another moment than now, seconds from it; negative is earlier. */
    public Tokens issued(int seconds) {
        issuedAt = Instant.now().plusSeconds(seconds);
        return this;
    }

    public Tokens audience(String other) {
        audience = other;
        return this;
    }

    public Tokens issuer(String other) {
        tokenIssuer = other;
        return this;
    }

    /** Signed with a key that the issuer never published. */
    public Tokens forged() {
        keys = keys();
        return this;
    }

    public String build() {
        var signed = new Signed(
                new HashMap<>(claims),
                tokenIssuer == null ? issuer : tokenIssuer,
                audience,
                issuedAt.truncatedTo(ChronoUnit.SECONDS),
                keys);
        return SIGNED.computeIfAbsent(signed, Signed::sign);
    }

    /** The same claims under {@code alg=none}. */
    public String unsigned() {
        var payload = build().split("\\.")[1];
        var header = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + payload + ".";
    }

    static String jwks() {
        var key = (RSAPublicKey) KEYS.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(
                        KEY_ID,
                        base64(unsignedBytes(key.getModulus().toByteArray())),
                        base64(unsignedBytes(key.getPublicExponent().toByteArray())));
    }

    private static byte[] unsignedBytes(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
