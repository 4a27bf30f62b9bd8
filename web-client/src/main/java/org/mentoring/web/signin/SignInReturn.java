package org.mentoring.web.signin;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import org.mentoring.web.WebConfig;
import org.mentoring.web.language.Reader;

/**
 * Keeps in the browser for which page each sign-in was begun. The OIDC extension knows it as well, but does not look at the state of
 * a sign-in whose browser has a session by then, from a sign-in in another tab.
 */
@ApplicationScoped
@Unremovable
@Redirect(Location.OIDC_AUTHORIZATION)
class SignInReturn implements OidcRedirectFilter {

    private static final String COOKIE = "return_";
    private static final Pattern STATE = Pattern.compile("[0-9a-f-]{36}");
    private static final int LONGEST = 500;
    /** A person who takes longer is led to the first page. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final boolean secure;

    SignInReturn(WebConfig config) {
        secure = "https".equals(config.publicUrl().getScheme());
    }

    @Override
    public void filter(OidcRedirectContext redirect) {
        var request = redirect.routingContext().request();
        var path = request.uri();
        new QueryStringDecoder(redirect.redirectUri())
                .parameters().getOrDefault("state", List.of()).stream()
                        .filter(state -> STATE.matcher(state).matches() && path.length() <= LONGEST)
                        .map(state -> Cookie.cookie(COOKIE + state, URLEncoder.encode(path, StandardCharsets.UTF_8)))
                        .forEach(cookie -> request.response()
                                .addCookie(cookie.setPath("/")
                                        .setHttpOnly(true)
                                        .setSecure(secure)
                                        .setSameSite(CookieSameSite.LAX)
                                        .setMaxAge(KEPT_FOR.toSeconds())));
    }

    /** The page for which the sign-in of that state was begun in this browser; the first page where that is not known. */
    static URI of(String state, Reader reader) {
        return Optional.ofNullable(state)
                .filter(sent -> STATE.matcher(sent).matches())
                .flatMap(sent -> reader.cookie(COOKIE + sent))
                .map(path -> LocalPath.of(URLDecoder.decode(path, StandardCharsets.UTF_8)))
                .orElse(URI.create("/"));
    }
}
