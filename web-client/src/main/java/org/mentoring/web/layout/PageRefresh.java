package org.mentoring.web.layout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Gives pages that a script fetches again (header {@code X-Refresh}) an {@code ETag}, and answers 304 where a page has not
 * changed. Values that are new in each response, such as the keys of forms, do not count.
 */
@Provider
class PageRefresh implements ContainerResponseFilter {

    private static final String REFRESH = "X-Refresh";
    private static final Pattern ALWAYS_NEW = Pattern.compile("(name=\"form_(?:token|key)\" value=\")[^\"]*");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!request.getMethod().equals(HttpMethod.GET)
                || request.getHeaderString(REFRESH) == null
                || response.getStatus() != Response.Status.OK.getStatusCode()
                || !(response.getEntity() instanceof String page)) {
            return;
        }
        var tag = "W/\"" + fingerprint(ALWAYS_NEW.matcher(page).replaceAll("$1")) + "\"";
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        if (tag.equals(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(Response.Status.NOT_MODIFIED.getStatusCode());
            response.setEntity(null);
        }
    }

    private static String fingerprint(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
