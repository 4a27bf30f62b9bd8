package org.mentoring.mentor.calendar.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.quarkus.runtime.StartupEvent;
import org.mentoring.mentor.calendar.provider.CalendarProviders;

/** Wraps the keyset, so that the database alone opens no calendar. */
@ApplicationScoped
class KeyEncryptionKey {

    private static final int BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final byte[] KEYSET = "calendar_keyset".getBytes(StandardCharsets.UTF_8);

    private final KeyConfig config;
    private final CalendarProviders providers;

    KeyEncryptionKey(KeyConfig config, CalendarProviders providers) throws GeneralSecurityException {
        this.config = config;
        this.providers = providers;
        AeadConfig.register();
    }

    /** A mistake in the settings stops the start rather than the first mentor who connects. */
    void check(@Observes StartupEvent start) throws GeneralSecurityException {
        if (!providers.offered().isEmpty() || config.encryptionKey().isPresent()) {
            current();
        }
        if (config.nextEncryptionKey().isPresent()) {
            next();
        }
    }

    byte[] wrap(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, current(), KEYSET, RegistryConfiguration.get());
    }

    /** Opens a keyset, by the next key where another replica has it already. */
    KeysetHandle unwrap(byte[] wrapped) throws GeneralSecurityException {
        try {
            return unwrap(wrapped, current());
        } catch (GeneralSecurityException e) {
            if (config.nextEncryptionKey().isEmpty()) {
                throw e;
            }
            return unwrap(wrapped, next());
        }
    }

    /** Opens a keyset by the key that is being replaced. */
    KeysetHandle unwrapWithPrevious(byte[] wrapped) throws GeneralSecurityException {
        return unwrap(
                wrapped, aead("mentoring.calendars.keys.previous-encryption-key", config.previousEncryptionKey()));
    }

    private static KeysetHandle unwrap(byte[] wrapped, Aead key) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, key, KEYSET, RegistryConfiguration.get());
    }

    boolean isSet() {
        return config.encryptionKey().isPresent();
    }

    boolean hasPrevious() {
        return config.previousEncryptionKey().isPresent();
    }

    private Aead current() throws GeneralSecurityException {
        return aead("mentoring.calendars.keys.encryption-key", config.encryptionKey());
    }

    private Aead next() throws GeneralSecurityException {
        return aead("mentoring.calendars.keys.next-encryption-key", config.nextEncryptionKey());
    }

    private static Aead aead(String setting, Optional<String> encoded) throws GeneralSecurityException {
        var parameters = AesGcmParameters.builder()
                .setKeySizeBytes(BYTES)
                .setIvSizeBytes(IV_BYTES)
                .setTagSizeBytes(TAG_BYTES)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        var key = AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(bytes(setting, encoded), InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] bytes(String setting, Optional<String> encoded) {
        try {
            var bytes = Base64.getDecoder().decode(encoded.orElse("").strip());
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below without the cause, which would show what the setting holds.
        }
        throw new IllegalStateException(setting
                + " must hold 32 random bytes in Base64 (openssl rand -base64 32): calendars are offered, and their tokens are"
                + " kept encrypted");
    }
}
