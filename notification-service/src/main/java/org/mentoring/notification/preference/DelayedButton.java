package org.mentoring.notification.preference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Enables the button of a page one second after the page became visible, because programs that look for harmful links run
 * scripts and press buttons at once. Without scripts the button works as any other.
 */
final class DelayedButton {

    static final String SCRIPT = """
            {
              const button = document.querySelector('form button');
              const enable = () => {
                if (button && document.visibilityState === 'visible') {
                  document.removeEventListener('visibilitychange', enable);
                  setTimeout(() => (button.disabled = false), 1000);
                }
              };
              if (button) {
                button.disabled = true;
                document.addEventListener('visibilitychange', enable);
                enable();
              }
            }
            """;

    /** By which the Content-Security-Policy allows this script and no other. */
    static final String HASH = hash();

    private DelayedButton() {}

    private static String hash() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(SCRIPT.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
