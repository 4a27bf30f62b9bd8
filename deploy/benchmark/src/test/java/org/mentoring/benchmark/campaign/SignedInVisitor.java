package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person who has signed in on the pages. Cookies are kept here, because Java keeps those for TLS back from localhost, unlike browsers.
 */
final class SignedInVisitor implements AutoCloseable {

    private static final Pattern FORM = Pattern.compile("action=\"([^\"]*login-actions/authenticate[^\"]*)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int MAX_REDIRECTS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> cookies = new TreeMap<>();
    private final URI home;

    /** @param login whose password is the same */
    SignedInVisitor(URI home, String login) throws IOException, InterruptedException {
        this.home = home;
        var page = follow(HttpRequest.newBuilder(home.resolve("/account")));
        var form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException(page.uri() + " shows no form to sign in");
        }
        var signedIn = follow(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + login + "&password=" + login)));
        if (!signedIn.uri().getPath().equals("/account")) {
            throw new IllegalStateException("The sign-in ended at " + signedIn.uri());
        }
    }

    /** The status of a page; one of 3xx leads to the sign-in again. */
    int get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(home.resolve(path))).statusCode();
    }

    private HttpResponse<String> follow(HttpRequest.Builder first) throws IOException, InterruptedException {
        var answer = send(first);
        for (var i = 0; i < MAX_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
            answer = send(HttpRequest.newBuilder(
                    answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow())));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        for (var header : answer.headers().allValues("Set-Cookie")) {
            for (var cookie : HttpCookie.parse("Set-Cookie: " + header)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }
}
