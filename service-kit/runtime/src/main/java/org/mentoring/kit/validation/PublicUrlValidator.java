package org.mentoring.kit.validation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** See {@link PublicUrl}. */
public class PublicUrlValidator implements ConstraintValidator<PublicUrl, String> {

    private static final int MAX_LENGTH = 2000;
    /** Names of at least two labels, the last of which is no number: so neither 127.0.0.1 nor 0x7f.1 nor localhost. */
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})");

    /** What cannot be seen can make a URL read as another one; {@link URI} lets more than ASCII through. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

    private static final Set<String> INNER_DOMAINS = Set.of(
            "local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "arpa");

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        if (value.length() > MAX_LENGTH || INVISIBLE.matcher(value).find()) {
            return false;
        }
        try {
            var url = new URI(value);
            return "https".equals(url.getScheme())
                    && url.getRawUserInfo() == null
                    && url.getPort() == -1
                    && isPublic(url.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isPublic(String host) {
        if (host == null) {
            return false;
        }
        var name = host.toLowerCase(Locale.ROOT);
        return HOST.matcher(name).matches() && !INNER_DOMAINS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
