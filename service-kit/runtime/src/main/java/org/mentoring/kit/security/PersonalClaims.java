package org.mentoring.kit.security;

import java.util.Locale;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.validation.PlainText;

/**
 * Who the caller is, as the access token says (OpenID Connect Core 1.0, section 5.1). People write their own names in most
 * identity providers, so what comes from there is held to what a profile may say.
 */
@RequestScoped
public class PersonalClaims {

    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 254;
    private static final String UNREADABLE = "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+";

    private final CurrentCaller caller;

    PersonalClaims(CurrentCaller caller) {
        this.caller = caller;
    }

    /**
     * The name, or the login where there is none: on one line, without what {@link PlainText} refuses, because it is shown to
     * others and stands in the headers of mails.
     *
     * @throws ProblemException 422 if nothing is left of it, or it is longer than 200 characters
     */
    public String name() {
        return caller.claim("name")
                .or(() -> caller.claim("preferred_username"))
                .map(name -> name.replaceAll(UNREADABLE, " ").strip())
                .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME)
                .orElseThrow(
                        () -> Problems.invalid("name", "must stand in the access token, at most 200 characters long"));
    }

    /**
     * The address, in lower case: two spellings of an address are one person's.
     *
     * @throws ProblemException 422 if the token has none, or what it has is no address
     */
    public String email() {
        return caller.claim("email")
                .filter(email -> email.length() <= MAX_EMAIL && email.matches("[^\\p{Cc}\\s]+@[^\\p{Cc}\\s]+"))
                .map(email -> email.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Problems.invalid("email", "must stand in the access token"));
    }
}
