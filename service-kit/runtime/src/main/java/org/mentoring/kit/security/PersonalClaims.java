package org.mentoring.kit.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.kit.validation.Names;

/**
 * Who the caller is, as the access token says (OpenID Connect Core 1.0, section 5.1). People write their own names in most
 * identity providers, so what comes from there is held to what a profile may say.
 */
@RequestScoped
public class PersonalClaims {

    private static final String DEFAULT_NAME = "Member";
    private static final int MAX_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\p{C}\\p{Z}\\s@<>,;:\"()\\\\]+@[^\\p{C}\\p{Z}\\s@<>,;:\"()\\\\]+");

    private final CurrentCaller caller;

    PersonalClaims(CurrentCaller caller) {
        this.caller = caller;
    }

    /** The name by the rule of {@link Names}, or the login where the name cannot be used, or a word where neither can. */
    public String name() {
        return caller.claim("name")
                .flatMap(Names::repaired)
                .or(() -> caller.claim("preferred_username").flatMap(Names::repaired))
                .orElse(DEFAULT_NAME);
    }

    /**
     * The address, in lower case: two spellings of an address are one person's. Empty unless the token says that the identity
     * provider has verified it: only that makes it certain that the person reads what is sent there.
     */
    public Optional<String> verifiedEmail() {
        return caller.claim("email_verified").filter("true"::equals).isEmpty()
                ? Optional.empty()
                : caller.claim("email")
                        .filter(email -> email.length() <= MAX_EMAIL
                                && EMAIL.matcher(email).matches())
                        .map(email -> email.toLowerCase(Locale.ROOT));
    }
}
