package org.mentoring.web;

/** {@link WebConfig#publicUrl()} to be followed by a path. */
public final class PublicOrigin {

    private PublicOrigin() {}

    /** Without a slash at its end. */
    public static String of(WebConfig config) {
        return config.publicUrl().toString().replaceAll("/+$", "");
    }
}
