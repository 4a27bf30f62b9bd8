package org.mentoring.kit.http;

import java.net.URI;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.Response;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;

/** A row's version as a strong entity tag (RFC 9110, section 8.8.3). */
public final class Versions {

    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private Versions() {}

    /** The value of the {@code ETag} header. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** 200 with the version as {@code ETag}. */
    public static Response ok(Object body, long version) {
        return Response.ok(body).header("ETag", etag(version)).build();
    }

    /** 201 with the version as {@code ETag}. */
    public static Response created(URI location, Object body, long version) {
        return Response.created(location)
                .header("ETag", etag(version))
                .entity(body)
                .build();
    }

    /**
     * The version that the client has seen.
     *
     * @param ifMatch the {@code If-Match} header; null when the request has none
     * @throws ProblemException 428 without the header, 412 for a tag that this service never issues, since nothing can match it
     */
    public static long expected(String ifMatch) {
        if (ifMatch == null) {
            throw Problems.of(ProblemType.VERSION_MISSING, "Send the ETag of what was read as If-Match.");
        }
        var tag = ETAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problems.staleVersion();
        }
        return Long.parseLong(tag.group(1));
    }
}
