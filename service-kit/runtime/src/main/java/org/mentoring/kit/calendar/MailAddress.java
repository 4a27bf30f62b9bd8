package org.mentoring.kit.calendar;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;

/** A mail address in the one form that mails and calendar entries use: a calendar recognises its owner by that address. */
public final class MailAddress {

    private MailAddress() {}

    /** The address with its domain in ASCII (RFC 5891), which every mail server knows; unchanged where there is no such form. */
    public static String ascii(String email) {
        var at = email.lastIndexOf('@');
        if (at < 0) {
            return email;
        }
        try {
            return email.substring(0, at + 1) + IDN.toASCII(email.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return email;
        }
    }

    /**
     * A mailto URI (RFC 6068); what an address should not hold is encoded, because one odd address must not stop the entry. So is a question
     * mark, which an address may hold, and a URI takes for the end of it.
     */
    static URI mailto(String email) {
        try {
            var uri = new URI("mailto", CalendarText.line(ascii(email)), null).toASCIIString();
            return URI.create(uri.replace("?", "%3F"));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
