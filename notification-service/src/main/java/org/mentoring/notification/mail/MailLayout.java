package org.mentoring.notification.mail;

import java.net.URI;
import java.util.List;

/**
 * What the frame of every mail shows, {@code templates/mail/layout.html} and {@code layout.txt}; a template is given it
 * under the name {@code page}.
 *
 * @param language BCP 47
 * @param direction ltr or rtl
 * @param title what the mail says in a few words
 * @param preview what a list of mails shows beside the subject
 * @param platform the name of the platform
 * @param footer why the recipient gets it
 * @param preferences what the link to the preferences says
 * @param unsubscribe what the link to turn this kind of mail off says; null where it cannot be turned off
 * @param unsubscribeUrl null where it cannot be turned off
 */
public record MailLayout(
        String language,
        String direction,
        String title,
        String preview,
        String platform,
        List<String> footer,
        String preferences,
        URI preferencesUrl,
        String unsubscribe,
        URI unsubscribeUrl) {

    /** The side that lines begin at. */
    public String start() {
        return "rtl".equals(direction) ? "right" : "left";
    }
}
