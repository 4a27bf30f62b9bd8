package org.mentoring.notification.preference;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jboss.logging.Logger;
import org.mentoring.kit.link.SigningKeys;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.UnsubscribeLinks;

/**
 * Links by which somebody who got a mail can have no more of its kind, without signing in (RFC 8058). A link names the person
 * and the kind and bears a keyed hash of both: it cannot be made or changed by anybody else, and it does not run out, because
 * mails are kept for long.
 */
@ApplicationScoped
class SignedLinks implements UnsubscribeLinks {

    private static final Logger LOG = Logger.getLogger(SignedLinks.class);
    private static final int HASH_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int LONGEST_TOKEN = 256;
    private static final byte[] PURPOSE = "unsubscribe".getBytes(StandardCharsets.US_ASCII);

    private final UnsubscribeConfig config;
    private final List<SecretKey> keys;

    SignedLinks(UnsubscribeConfig config) {
        this.config = config;
        this.keys = SigningKeys.of("mentoring.unsubscribe.keys", config.keys());
        if (keys.isEmpty()) {
            LOG.warn("mentoring.unsubscribe.keys is not set: mails have no unsubscribe link");
        }
    }

    /** What a link is about. */
    record Subscription(UUID person, Kind kind) {}

    /** Null where no key is set. */
    @Override
    public URI to(UUID recipient, Kind kind) {
        return keys.isEmpty() ? null : URI.create(config.address() + "?token=" + token(recipient, kind));
    }

    /** What the token of a link is about; empty for one that was not made here. */
    Optional<Subscription> read(String token) {
        if (token == null || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= HASH_BYTES + ID_BYTES) {
            return Optional.empty();
        }
        var hash = new byte[HASH_BYTES];
        var content = new byte[bytes.length - HASH_BYTES];
        ByteBuffer.wrap(bytes).get(hash).get(content);
        return isGenuine(hash, content) ? subscription(content) : Optional.empty();
    }

    /** Every key is tried and every byte compared: how long it takes says nothing. */
    private boolean isGenuine(byte[] hash, byte[] content) {
        var genuine = false;
        for (var key : keys) {
            genuine |= MessageDigest.isEqual(hash(key, content), hash);
        }
        return genuine;
    }

    private String token(UUID person, Kind kind) {
        var name = kind.column().getBytes(StandardCharsets.UTF_8);
        var content = ByteBuffer.allocate(ID_BYTES + name.length)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .put(name)
                .array();
        var token = ByteBuffer.allocate(HASH_BYTES + content.length)
                .put(hash(keys.getFirst(), content))
                .put(content);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** Empty for a kind that can be switched off no longer. */
    private static Optional<Subscription> subscription(byte[] content) {
        var bytes = ByteBuffer.wrap(content);
        var person = new UUID(bytes.getLong(), bytes.getLong());
        return Kind.ofColumn(StandardCharsets.UTF_8.decode(bytes).toString())
                .filter(kind -> kind.category().optional())
                .map(kind -> new Subscription(person, kind));
    }

    private static byte[] hash(SecretKey key, byte[] content) {
        var mac = HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, key.getEncoded());
        mac.update(PURPOSE);
        return mac.doFinal(content);
    }
}
