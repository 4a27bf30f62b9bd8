package org.mentoring.mentor.calendar.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;

/** The keys as they stood when they were read. New ciphertexts are made under the primary one; the others open older ones. */
public final class Keyring {

    /** How many bytes of a ciphertext precede the id of its key, and how many the id has. */
    private static final int PREFIX = 1;

    private static final int PREFIX_AND_ID = 5;

    private final KeysetHandle keyset;
    private final Aead aead;

    Keyring(KeysetHandle keyset) throws GeneralSecurityException {
        this.keyset = keyset;
        this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    static KeysetHandle generated() throws GeneralSecurityException {
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();
    }

    /** The id of the key under which {@link #encrypt} works; it is to be stored beside the ciphertext. */
    public long primaryId() {
        return Integer.toUnsignedLong(keyset.getPrimary().getId());
    }

    public String encrypt(TokenLocation place, String secret) {
        try {
            return Base64.getEncoder()
                    .encodeToString(aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), place.associatedData()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret could not be encrypted", e);
        }
    }

    /**
     * Opens what was encrypted for the same place.
     *
     * @throws IllegalStateException if it was encrypted for another place, under another key, or was changed
     */
    public String decrypt(TokenLocation place, String ciphertext) {
        try {
            return new String(
                    aead.decrypt(Base64.getDecoder().decode(ciphertext), place.associatedData()),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("A ciphertext belongs to another row or column than " + place.column(), e);
        }
    }

    boolean canDecrypt(String ciphertext) {
        var bytes = Base64.getDecoder().decode(ciphertext);
        return bytes.length > PREFIX_AND_ID
                && ids().contains(Integer.toUnsignedLong(
                        ByteBuffer.wrap(bytes, PREFIX, Integer.BYTES).getInt()));
    }

    List<Long> ids() {
        return each(i -> Integer.toUnsignedLong(keyset.getAt(i).getId()));
    }

    /** The same keys and one more that is not primary yet, so that every replica can learn of it first. */
    KeysetHandle withAnother() throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())
                .build();
    }

    KeysetHandle withPrimary(long id) throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(ids().indexOf(id)).makePrimary();
        return builder.build();
    }

    KeysetHandle without(long id) throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keyset).deleteAt(ids().indexOf(id)).build();
    }

    private <T> List<T> each(IntFunction<T> read) {
        return IntStream.range(0, keyset.size()).mapToObj(read).toList();
    }
}
