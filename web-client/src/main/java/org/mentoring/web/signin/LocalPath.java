package org.mentoring.web.signin;

import java.net.URI;
import java.net.URISyntaxException;

/** Prevents open redirects: accepts paths of this application only. */
public final class LocalPath {

    private static final String HOME = "/";
    private static final int LONGEST = 2000;

    private LocalPath() {}

    /** The path with its query, or the first page where it is not a path of this application. */
    public static URI of(String wanted) {
        if (wanted == null
                || wanted.length() > LONGEST
                || !wanted.startsWith("/")
                || wanted.matches("(?s)/[/\\\\].*|.*[\\\\\\p{Cntrl}].*")) {
            return URI.create(HOME);
        }
        try {
            var uri = new URI(wanted);
            return uri.getHost() == null && uri.getScheme() == null ? uri : URI.create(HOME);
        } catch (URISyntaxException e) {
            return URI.create(HOME);
        }
    }
}
