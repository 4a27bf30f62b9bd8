package org.mentoring.mentor.calendar.token;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import com.google.crypto.tink.aead.AeadConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyEncryptionKeyTest {

    private static final String OLD = key(1);
    private static final String NEW = key(2);

    @BeforeAll
    static void registerTheAlgorithm() throws GeneralSecurityException {
        AeadConfig.register();
    }

    @Test
    void opensKeysUnderThePreviousKeyWhileItIsReplaced() throws Exception {
        var keyset = Keyring.generated();
        var wrapped = of(OLD, null).wrap(keyset);
        var replaced = of(NEW, OLD);

        assertThat(of(OLD, null).unwrap(wrapped).equalsKeyset(keyset)).isTrue();
        assertThatThrownBy(() -> replaced.unwrap(wrapped)).isInstanceOf(GeneralSecurityException.class);
        assertThat(replaced.unwrapWithPrevious(wrapped).equalsKeyset(keyset)).isTrue();
    }

    @Test
    void opensKeysUnderTheNextKeyAndWrapsThemUnderThePresentOne() throws Exception {
        var keyset = Keyring.generated();
        var replacing = of(OLD, NEW, null);

        assertThat(replacing.unwrap(of(NEW, OLD).wrap(keyset)).equalsKeyset(keyset))
                .isTrue();
        assertThat(of(OLD, null).unwrap(replacing.wrap(keyset)).equalsKeyset(keyset))
                .isTrue();
    }

    @Test
    void saysWhatIsWrongWithASettingAndNotWhatItHolds() {
        for (var wrong : new String[] {"", "c2hvcnQ=", "not-base64!"}) {
            assertThatThrownBy(() -> of(wrong, null).wrap(Keyring.generated()))
                    .hasMessageContaining("mentoring.calendars.keys.encryption-key")
                    .hasMessageContaining("openssl rand -base64 32")
                    .hasMessageNotContaining("c2hvcnQ=")
                    .hasMessageNotContaining("not-base64");
        }
    }

    private static KeyEncryptionKey of(String current, String previous) throws GeneralSecurityException {
        return of(current, null, previous);
    }

    private static KeyEncryptionKey of(String current, String next, String previous) throws GeneralSecurityException {
        return new KeyEncryptionKey(
                new KeyConfig() {
                    @Override
                    public Optional<String> encryptionKey() {
                        return Optional.of(current);
                    }

                    @Override
                    public Optional<String> nextEncryptionKey() {
                        return Optional.ofNullable(next);
                    }

                    @Override
                    public Optional<String> previousEncryptionKey() {
                        return Optional.ofNullable(previous);
                    }

                    @Override
                    public Duration cacheFor() {
                        return Duration.ZERO;
                    }
                },
                null);
    }

    private static String key(int fill) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
