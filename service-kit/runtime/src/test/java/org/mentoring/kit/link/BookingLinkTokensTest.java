package org.mentoring.kit.link;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BookingLinkTokensTest {

    private static final String KEY = "the-key-of-this-test-0123456789abcdef";
    private static final String OTHER_KEY = "another-key-of-this-test-0123456789ab";
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant END = Instant.parse("2027-03-02T10:00:00Z");
    private static final BookingLink LINK = new BookingLink(UUID.randomUUID(), UUID.randomUUID(), "mentee");
    private static final String CLAIMS = """
            {"iss": "urn:mentoring:mails", "aud": "urn:mentoring:booking-links", "sub": "%s", "booking": "%s",
             "side": "mentee", "exp": %d}
            """.formatted(LINK.person(), LINK.booking(), END.getEpochSecond());

    private final BookingLinkTokens tokens = tokens(NOW, KEY);

    @Test
    void readsATokenThatItSigned() {
        var token = tokens.sign(LINK, END).orElseThrow();

        assertThat(tokens.read(token)).contains(LINK);
        assertThat(tokens.sign(LINK, END)).contains(token);
        assertThat(tokens.read(signed(CLAIMS, "booking-link+jwt", "HS256", KEY)))
                .as("the claims that the refusals below vary")
                .contains(LINK);
    }

    @Test
    void refusesATokenFromItsExpiryOn() {
        var token = tokens.sign(LINK, END).orElseThrow();

        assertThat(tokens(END.minusSeconds(1), KEY).read(token)).isPresent();
        assertThat(tokens(END, KEY).read(token)).isEmpty();
    }

    @Test
    void signsWithTheFirstKeyAndAcceptsAll() {
        var old = tokens.sign(LINK, END).orElseThrow();
        var rotated = tokens(NOW, OTHER_KEY, KEY);

        assertThat(rotated.read(old)).contains(LINK);
        var fresh = rotated.sign(LINK, END).orElseThrow();
        assertThat(tokens.read(fresh)).isEmpty();
        assertThat(tokens(NOW, OTHER_KEY).read(old)).isEmpty();
    }

    @Test
    void stripsSpacesAroundKeys() {
        var token = tokens.sign(LINK, END).orElseThrow();

        assertThat(tokens(NOW, OTHER_KEY, " " + KEY + "\n", "\n").read(token)).contains(LINK);
        assertThat(tokens(NOW, KEY + "\n").sign(LINK, END)).contains(token);
        assertThat(tokens(NOW, "\n").enabled()).isFalse();
    }

    @Test
    void signsAndAcceptsNoTokenWithoutAKey() {
        var without = tokens(NOW);

        assertThat(without.sign(LINK, END)).isEmpty();
        assertThat(without.read(tokens.sign(LINK, END).orElseThrow())).isEmpty();
        assertThatThrownBy(() -> tokens(NOW, "short")).hasMessageContaining("32 characters");
    }

    @Test
    void refusesATokenOfWhichAnyPartWasChanged() {
        var token = tokens.sign(LINK, END).orElseThrow();
        for (var at = 0; at < token.length(); at++) {
            var bytes = token.getBytes(StandardCharsets.US_ASCII);
            bytes[at] = (byte) (bytes[at] == 'Q' ? 'A' : 'Q');
            var changed = new String(bytes, StandardCharsets.US_ASCII);
            // The last character of a part has bits that mean nothing.
            if (!decoded(changed).equals(decoded(token))) {
                assertThat(tokens.read(changed)).as("changed at %d", at).isEmpty();
            }
            assertThat(tokens.read(token.substring(0, at))).as("cut at %d", at).isEmpty();
        }
    }

    /** Each is signed with the right key, and differs from a good one in one way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            urn:mentoring:mails         | http://localhost/realms/mentoring
            urn:mentoring:booking-links | mentoring-api
            "side": "mentee"            | "side": "admin"
            "side": "mentee"            | "side": "service"
            "side": "mentee"            | "side": ["mentee"]
            "side"                      | "sides"
            "booking":                  | "bookings":
            "sub"                       | "subject"
            "sub": "                    | "sub": "x
            "exp"                       | "expires"
            """)
    void refusesOtherClaims(String claim, String instead) {
        assertThat(CLAIMS).contains(claim);
        assertThat(tokens.read(signed(CLAIMS.replace(claim, instead), "booking-link+jwt", "HS256", KEY)))
                .isEmpty();
    }

    @Test
    void refusesATokenThatIsTooLongOrEncodedOtherwise() {
        var longer = CLAIMS.replace("}", ", \"more\": \"%s\"}".formatted("x".repeat(400)));
        var token = tokens.sign(LINK, END).orElseThrow();

        assertThat(tokens.read(signed(longer, "booking-link+jwt", "HS256", KEY)))
                .isEmpty();
        for (var other : List.of(token + "=", token + "\n", " " + token, token.replace(".", ".\n"))) {
            assertThat(tokens.read(other)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "logout+jwt"})
    void refusesATokenOfAnotherType(String type) {
        assertThat(tokens.read(signed(CLAIMS, type, "HS256", KEY))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS384", "HS512"})
    void refusesOtherAlgorithms(String algorithm) {
        assertThat(tokens.read(signed(CLAIMS, "booking-link+jwt", algorithm, KEY.repeat(2))))
                .isEmpty();
        assertThat(tokens(NOW, KEY.repeat(2)).read(signed(CLAIMS, "booking-link+jwt", algorithm, KEY.repeat(2))))
                .isEmpty();
    }

    @Test
    void refusesATokenWithoutASignature() {
        var header = base64("{\"alg\":\"none\",\"typ\":\"booking-link+jwt\"}");
        var signature = tokens.sign(LINK, END).orElseThrow().split("\\.")[2];

        assertThat(tokens.read(header + "." + base64(CLAIMS) + ".")).isEmpty();
        assertThat(tokens.read(header + "." + base64(CLAIMS))).isEmpty();
        assertThat(tokens.read(header + "." + base64(CLAIMS) + "." + signature)).isEmpty();
    }

    @Test
    void refusesATokenSignedWithAKeyPair() throws Exception {
        var token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setHeader("typ", "booking-link+jwt");
        token.setPayload(CLAIMS);
        token.setKey(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());

        assertThat(tokens.read(token.getCompactSerialization())).isEmpty();
    }

    @Test
    void refusesAnEncryptedToken() throws Exception {
        var token = new JsonWebEncryption();
        token.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        token.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_128_CBC_HMAC_SHA_256);
        token.setHeader("typ", "booking-link+jwt");
        token.setPayload(CLAIMS);
        token.setKey(new HmacKey(KEY.substring(0, 32).getBytes(StandardCharsets.US_ASCII)));

        assertThat(tokens(NOW, KEY.substring(0, 32)).read(token.getCompactSerialization()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.", "null", "é.é.é"})
    void refusesTextThatIsNoToken(String text) {
        assertThat(tokens.read(text)).isEmpty();
        assertThat(tokens.read(null)).isEmpty();
        assertThat(tokens.read("a".repeat(100_000))).isEmpty();
    }

    private static BookingLinkTokens tokens(Instant now, String... keys) {
        return new BookingLinkTokens(
                () -> keys.length == 0 ? Optional.empty() : Optional.of(List.of(keys)),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String signed(String claims, String type, String algorithm, String key) {
        try {
            var token = new JsonWebSignature();
            token.setAlgorithmHeaderValue(algorithm);
            token.setHeader("typ", type);
            token.setPayload(claims);
            token.setKey(new HmacKey(key.getBytes(StandardCharsets.UTF_8)));
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes of all parts as text; of what is no base64, the text itself. */
    private static String decoded(String token) {
        try {
            return Arrays.stream(token.split("\\."))
                    .map(part -> Arrays.toString(Base64.getUrlDecoder().decode(part)))
                    .collect(Collectors.joining("."));
        } catch (IllegalArgumentException e) {
            return token;
        }
    }
}
