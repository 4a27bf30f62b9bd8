package org.mentoring.mentor.calendar.token;

import java.security.GeneralSecurityException;
import java.util.UUID;

import com.google.crypto.tink.aead.AeadConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyringTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final TokenLocation PLACE = new TokenLocation(ADA, "google", "access_token");

    @BeforeAll
    static void register() throws GeneralSecurityException {
        AeadConfig.register();
    }

    @Test
    void opensWhatItEncryptedForTheSamePlaceAlone() throws Exception {
        var keyring = new Keyring(Keyring.generated());

        var ciphertext = keyring.encrypt(PLACE, "secret");

        assertThat(keyring.decrypt(PLACE, ciphertext)).isEqualTo("secret");
        assertThat(ciphertext).doesNotContain("secret").isNotEqualTo(keyring.encrypt(PLACE, "secret"));
        for (var other : new TokenLocation[] {
            new TokenLocation(UUID.randomUUID(), "google", "access_token"),
            new TokenLocation(ADA, "microsoft", "access_token"),
            new TokenLocation(ADA, "google", "refresh_token")
        }) {
            assertThatThrownBy(() -> keyring.decrypt(other, ciphertext))
                    .as(other.toString())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void opensOlderCiphertextsUntilTheirKeyIsRetired() throws Exception {
        var first = new Keyring(Keyring.generated());
        var old = first.encrypt(PLACE, "secret");

        var added = new Keyring(first.withAnother());
        var newId = added.ids().getLast();
        assertThat(added.primaryId()).isEqualTo(first.primaryId());
        var promoted = new Keyring(added.withPrimary(newId));
        var fresh = promoted.encrypt(PLACE, "secret");
        var retired = new Keyring(promoted.without(first.primaryId()));

        assertThat(promoted.primaryId()).isEqualTo(newId);
        assertThat(promoted.decrypt(PLACE, old)).isEqualTo("secret");
        assertThat(first.canDecrypt(fresh)).isFalse();
        assertThat(added.canDecrypt(fresh)).isTrue();
        assertThat(retired.ids()).containsExactly(newId);
        assertThat(retired.canDecrypt(old)).isFalse();
        assertThat(retired.decrypt(PLACE, fresh)).isEqualTo("secret");
        assertThatThrownBy(() -> retired.decrypt(PLACE, old)).isInstanceOf(IllegalStateException.class);
    }
}
