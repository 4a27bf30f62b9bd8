package org.mentoring.web.form;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.web.WebConfig;

/** Encrypts and authenticates text that a browser keeps, for one purpose and a limited time. */
@ApplicationScoped
public class EncryptedText {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_KEY = 32;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    EncryptedText(WebConfig config) {
        if (config.key().length() < LEAST_KEY) {
            throw new IllegalStateException("mentoring.web.key needs at least 32 characters");
        }
        key = new SecretKeySpec(sha256("cookies:" + config.key()), "AES");
    }

    /** Encrypts a text for a purpose; it can be decrypted until the time has passed. */
    public String encrypt(String purpose, String text, Duration validFor) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var words = text.getBytes(StandardCharsets.UTF_8);
        var plain = ByteBuffer.allocate(Long.BYTES + words.length)
                .putLong(Instant.now().plus(validFor).toEpochMilli())
                .put(words);
        var encrypted = apply(Cipher.ENCRYPT_MODE, purpose, nonce, plain.array())
                .orElseThrow(() -> new IllegalStateException("AES in GCM is missing"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                        .put(nonce)
                        .put(encrypted)
                        .array());
    }

    /** The text; empty where it was not encrypted with this key for this purpose, or has expired. */
    public Optional<String> decrypt(String purpose, String encrypted) {
        return decryptOf(purpose, encrypted, Instant.now());
    }

    /** As {@link #decrypt}, also of a text that has expired. */
    Optional<String> decryptExpired(String purpose, String encrypted) {
        return decryptOf(purpose, encrypted, Instant.MIN);
    }

    private Optional<String> decryptOf(String purpose, String encrypted, Instant expiresAfter) {
        return bytes(encrypted)
                .filter(all -> all.length > NONCE_BYTES)
                .flatMap(all -> apply(
                        Cipher.DECRYPT_MODE,
                        purpose,
                        java.util.Arrays.copyOf(all, NONCE_BYTES),
                        java.util.Arrays.copyOfRange(all, NONCE_BYTES, all.length)))
                .map(ByteBuffer::wrap)
                .filter(plain -> expiresAfter.isBefore(Instant.ofEpochMilli(plain.getLong())))
                .map(plain -> StandardCharsets.UTF_8.decode(plain).toString());
    }

    private static Optional<byte[]> bytes(String encrypted) {
        try {
            return Optional.ofNullable(encrypted).map(Base64.getUrlDecoder()::decode);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> apply(int mode, String purpose, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return Optional.of(cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
