package org.mentoring.web.language;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.ServerCookie;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.web.WebConfig;

/**
 * Where pages are reached by TLS, names every cookie, those of the sign-in too, with the prefix {@code __Host-}: a browser then
 * takes it from this host by TLS alone, and no other host of the domain can set one. Inside the application the names have
 * no prefix, and cookies that came without it do not exist. What the API sets for a path of its own is passed on as it is: a
 * browser takes the prefix on the path of the whole host alone.
 */
@ApplicationScoped
class HostCookies {

    private static final String PREFIX = "__Host-";

    private static final Pattern OF_THE_API = Pattern.compile("(?i);\\s*path=/api/");
    /** Before whatever reads cookies. */
    private static final int FIRST = 1000;

    private final boolean secure;

    HostCookies(WebConfig config) {
        secure = Cookies.secure(config);
    }

    void register(@Observes Filters filters) {
        if (secure) {
            filters.register(this::rename, FIRST);
        }
    }

    private void rename(RoutingContext context) {
        var headers = context.request().headers();
        var sent = headers.getAll(HttpHeaders.COOKIE);
        if (!sent.isEmpty()) {
            headers.set(
                    HttpHeaders.COOKIE,
                    sent.stream()
                            .flatMap(header -> Arrays.stream(header.split(";")))
                            .map(String::strip)
                            .filter(cookie -> cookie.startsWith(PREFIX))
                            .map(cookie -> cookie.substring(PREFIX.length()))
                            .collect(Collectors.joining("; ")));
        }
        context.addHeadersEndHandler(ended -> prefix(context));
        context.next();
    }

    /** Cookies of the HTTP server become headers only after this, so they are written here. */
    private static void prefix(RoutingContext context) {
        var headers = context.response().headers();
        var set = headers.getAll(HttpHeaders.SET_COOKIE);
        headers.remove(HttpHeaders.SET_COOKIE);
        set.forEach(cookie ->
                headers.add(HttpHeaders.SET_COOKIE, OF_THE_API.matcher(cookie).find() ? cookie : PREFIX + cookie));
        context.request().cookies().stream()
                .filter(ServerCookie.class::isInstance)
                .map(ServerCookie.class::cast)
                .filter(ServerCookie::isChanged)
                .forEach(cookie -> {
                    cookie.setPath("/").setSecure(true).setHttpOnly(true);
                    if (cookie.getSameSite() == null) {
                        cookie.setSameSite(CookieSameSite.LAX);
                    }
                    headers.add(HttpHeaders.SET_COOKIE, PREFIX + cookie.encode());
                    cookie.setChanged(false);
                });
    }
}
