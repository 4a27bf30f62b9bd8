package org.mentoring.mentor.profile;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;

/**
 * Who applies, as the access token says (OpenID Connect Core 1.0, section 5.1). People write their own names in most identity
 * providers, so what comes from there is held to what a profile may say.
 */
@RequestScoped
class Applicant {

    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 254;
    /** What {@link org.mentoring.kit.validation.PlainText} refuses, and line ends. */
    private static final String NOT_OF_ONE_PLAIN_LINE = "[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]+";

    private final CurrentCaller caller;

    Applicant(CurrentCaller caller) {
        this.caller = caller;
    }

    String name() {
        return caller.claim("name")
                .or(() -> caller.claim("preferred_username"))
                .map(name -> name.replaceAll(NOT_OF_ONE_PLAIN_LINE, " ").strip())
                .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME)
                .orElseThrow(
                        () -> Problems.invalid("name", "must stand in the access token, at most 200 characters long"));
    }

    String email() {
        return caller.claim("email")
                .filter(email -> email.length() <= MAX_EMAIL && email.matches("[^\\p{Cc}\\s]+@[^\\p{Cc}\\s]+"))
                .orElseThrow(() -> Problems.invalid("email", "must stand in the access token"));
    }
}
