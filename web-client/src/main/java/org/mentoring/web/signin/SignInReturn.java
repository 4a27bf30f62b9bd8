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
import io.vertx.core.http.HttpServerRequest;
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
    /** Of the OIDC extension, one for each sign-in as well. */
    private static final String STATE_COOKIE = "q_auth_";
    /** In characters, so that requests stay short enough to be answered, however many sign-ins are begun and left. */
    private static final int MOST_KEPT = 8000;
    /** As long as the state of a sign-in; a person who takes longer is led to the first page. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final boolean secure;

    SignInReturn(WebConfig config) {
        secure = "https".equals(config.publicUrl().getScheme());
    }

    @Override
    public void filter(OidcRedirectContext redirect) {
        new QueryStringDecoder(redirect.redirectUri())
                .parameters().getOrDefault("state", List.of()).stream()
                        .filter(state -> STATE.matcher(state).matches())
                        .forEach(state -> {
                            var request = redirect.routingContext().request();
                            endOthersWhereManyAreKept(request, state);
                            if (request.uri().length() <= LONGEST) {
                                var path = URLEncoder.encode(request.uri(), StandardCharsets.UTF_8);
                                request.response().addCookie(cookie(COOKIE + state, path, KEPT_FOR));
                            }
                        });
    }

    /** A tab whose sign-in ends here begins another one. */
    private void endOthersWhereManyAreKept(HttpServerRequest request, String state) {
        var others = request.cookies().stream()
                .filter(cookie ->
                        cookie.getName().startsWith(COOKIE) || cookie.getName().startsWith(STATE_COOKIE))
                .filter(cookie -> !cookie.getName().endsWith(state))
                .toList();
        if (others.stream().mapToInt(cookie -> cookie.getValue().length()).sum() > MOST_KEPT) {
            others.forEach(cookie -> request.response().addCookie(cookie(cookie.getName(), "", Duration.ZERO)));
        }
    }

    private Cookie cookie(String name, String value, Duration keptFor) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(keptFor.toSeconds());
    }

    /** The page for which the sign-in of that state was begun in this browser; the first page where that is not known. */
    static URI of(String state, Reader reader) {
        return Optional.ofNullable(state)
                .filter(sent -> STATE.matcher(sent).matches())
                .flatMap(sent -> reader.cookie(COOKIE + sent))
                .flatMap(SignInReturn::decoded)
                .map(LocalPath::of)
                .orElse(URI.create("/"));
    }

    /** Empty for a value that was cut or changed in the browser. */
    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
