package org.mentoring.local.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The platform as a client app reaches it: through the gateway, with tokens of the realm. */
public final class Api implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final List<ExchangeObserver> OBSERVERS = ServiceLoader.load(ExchangeObserver.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final Addresses addresses;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final BodyTimeout timeout = new BodyTimeout(http, TIMEOUT);

    public Api(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Without a token. */
    public Caller anyone() {
        return new Caller(this, null);
    }

    /** With a token of a login of the local realm, whose password is its name. */
    public Caller as(String login) {
        return withToken(token(login));
    }

    public Caller withToken(String token) {
        return new Caller(this, token);
    }

    /** An access token by the password grant, which the local realm alone allows. */
    public String token(String login) {
        var form = "grant_type=password&client_id=local-tools&username=" + encode(login) + "&password=" + encode(login);
        var answer = send(HttpRequest.newBuilder(URI.create(addresses.issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return answer.expect(200).json().required("access_token").asText();
    }

    Answer send(String token, String method, String path, Map<String, String> headers, JsonNode body) {
        var request = HttpRequest.newBuilder(addresses.api().resolve(path))
                .header("Accept", "application/json, application/problem+json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::setHeader);
        var answer = send(request);
        OBSERVERS.forEach(observer -> observer.observed(
                method, addresses.api().resolve(path).getPath(), body == null ? null : body.toString(), answer));
        return answer;
    }

    /** Encodes a query parameter. */
    public static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var response = timeout.send(request, BodyHandlers.ofString(UTF_8));
            return new Answer(
                    request.method() + " " + request.uri().getPath(),
                    response.statusCode(),
                    response.headers(),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }
}
