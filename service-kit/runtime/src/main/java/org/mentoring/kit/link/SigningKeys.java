package org.mentoring.kit.link;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Reads the keys by which links in mails are signed: the first signs, all are accepted, so that a new one can be put in front. */
public final class SigningKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;

    private SigningKeys() {}

    /**
     * The keys of a setting; none if it is not set.
     *
     * @throws IllegalArgumentException if one is too short
     */
    public static List<SecretKey> of(String setting, Optional<List<String>> secrets) {
        // A list in a setting keeps the spaces around its commas, and a Secret the line end of the file it was made of.
        return secrets.orElse(List.of()).stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(secret -> key(setting, secret))
                .toList();
    }

    private static SecretKey key(String setting, String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "Each of " + setting + " must have at least " + SHORTEST + " characters");
        }
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }
}
