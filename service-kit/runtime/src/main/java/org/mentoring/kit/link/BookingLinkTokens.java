package org.mentoring.kit.link;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Signs and reads the tokens of links by which people change a booking without signing in. They are JSON Web Tokens with an issuer,
 * an audience, a type and keys of their own: no access token passes for one, and none passes for an access token.
 */
@ApplicationScoped
public class BookingLinkTokens {

    private static final String ISSUER = "urn:mentoring:mails";
    private static final String AUDIENCE = "urn:mentoring:booking-links";
    private static final String TYPE = "booking-link+jwt";
    private static final String BOOKING = "booking";
    private static final String SIDE = "side";
    private static final Set<String> SIDES = Set.of("mentor", "mentee");
    private static final int LONGEST_TOKEN = 600;
    /** A signed token, and none that is encrypted. */
    private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final List<SecretKey> keys;
    private final Clock clock;

    BookingLinkTokens(BookingLinkConfig config, Clock clock) {
        this.keys = SigningKeys.of("mentoring.booking-links.keys", config.keys());
        this.clock = clock;
    }

    /** Whether a key is set. */
    public boolean enabled() {
        return !keys.isEmpty();
    }

    /**
     * A token; the same for the same link. Empty where no key is set.
     *
     * @param expiresAt from when on it is refused
     */
    public Optional<String> sign(BookingLink link, Instant expiresAt) {
        if (!enabled()) {
            return Optional.empty();
        }
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(link.person().toString());
        claims.setStringClaim(BOOKING, link.booking().toString());
        claims.setStringClaim(SIDE, link.side());
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        var token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setHeader("typ", TYPE);
        token.setPayload(claims.toJson());
        token.setKey(keys.getFirst());
        try {
            return Optional.of(token.getCompactSerialization());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token permits; empty for one that was not signed here for this purpose, or has expired. */
    public Optional<BookingLink> read(String token) {
        if (token == null
                || token.length() > LONGEST_TOKEN
                || !SIGNED.matcher(token).matches()) {
            return Optional.empty();
        }
        return keys.stream().flatMap(key -> read(token, key).stream()).findFirst();
    }

    private Optional<BookingLink> read(String token, SecretKey key) {
        var now = NumericDate.fromSeconds(clock.instant().getEpochSecond());
        try {
            var claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                    .setVerificationKey(key)
                    .setExpectedType(true, TYPE)
                    .setExpectedIssuer(true, ISSUER)
                    .setExpectedAudience(true, AUDIENCE)
                    .setRequireSubject()
                    .setRequireExpirationTime()
                    .setEvaluationTime(now)
                    .build()
                    .processToClaims(token);
            var booking = claims.getStringClaimValue(BOOKING);
            var side = claims.getStringClaimValue(SIDE);
            return booking == null || side == null || !SIDES.contains(side)
                    ? Optional.empty()
                    : Optional.of(
                            new BookingLink(UUID.fromString(claims.getSubject()), UUID.fromString(booking), side));
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
