package org.mentoring.web.language;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import org.mentoring.web.WebConfig;

/** Creates cookies that scripts cannot read and other sites do not send. {@link HostCookies} prefixes their names. */
@ApplicationScoped
public class Cookies {

    public static final String DRAFT = "draft";
    public static final String EXPORT = "export";
    public static final String RESULTS = "outcomes";
    public static final String FLASH = "flash";
    /** Begins the names of the cookies that have the token of a mail's link; deleted at sign-out, too. */
    public static final String LINK = "link-";
    /** What the signed-in person typed, requested or did; deleted at sign-out. */
    public static final List<String> OF_THE_PERSON = List.of(DRAFT, EXPORT, RESULTS, FLASH);

    private static final int A_YEAR = (int) TimeUnit.DAYS.toSeconds(365);

    private final boolean secure;

    Cookies(WebConfig config) {
        secure = secure(config);
    }

    /** Whether browsers reach the pages by TLS. */
    static boolean secure(WebConfig config) {
        return "https".equals(config.publicUrl().getScheme());
    }

    public NewCookie.Builder lasting(String name, String value) {
        return ofSession(name, value).maxAge(A_YEAR);
    }

    /** Until the browser is closed. */
    public NewCookie.Builder ofSession(String name, String value) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX);
    }

    public NewCookie gone(String name) {
        return ofSession(name, "").maxAge(0).build();
    }
}
