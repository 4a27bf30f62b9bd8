package org.mentoring.notification.preference;

import java.util.Base64;

import org.apache.commons.codec.digest.DigestUtils;

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
    static final String HASH = Base64.getEncoder().encodeToString(DigestUtils.sha256(SCRIPT));

    private DelayedButton() {}
}
