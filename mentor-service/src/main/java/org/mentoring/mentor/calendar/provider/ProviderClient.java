package org.mentoring.mentor.calendar.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;

/** HTTP to providers: never without a time limit, never following a redirect with a token in hand. */
@ApplicationScoped
class ProviderClient {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final WebClient client;
    private final Duration timeout;
    private final Clock clock;

    ProviderClient(Vertx vertx, ProvidersConfig config, Clock clock) {
        this.timeout = config.timeout();
        this.clock = clock;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout((int) timeout.toMillis())
                        .setFollowRedirects(false)
                        .setUserAgent("mentoring-platform"));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    Clock clock() {
        return clock;
    }

    /** A request with an access token. */
    HttpRequest<Buffer> request(HttpMethod method, String url, String accessToken) {
        return client.requestAbs(method, url).bearerTokenAuthentication(accessToken);
    }

    Uni<HttpResponse<Buffer>> send(HttpRequest<Buffer> request) {
        return bounded(request.timeout(timeout.toMillis()).send());
    }

    Uni<HttpResponse<Buffer>> send(HttpRequest<Buffer> request, JsonObject body) {
        return bounded(request.timeout(timeout.toMillis()).sendJsonObject(body));
    }

    Uni<HttpResponse<Buffer>> form(String url, MultiMap form) {
        return bounded(client.requestAbs(HttpMethod.POST, url)
                .putHeader("Accept", "application/json")
                .timeout(timeout.toMillis())
                .sendForm(form));
    }

    /** The body as JSON; empty when it is none. */
    static JsonObject json(HttpResponse<Buffer> response) {
        try {
            var body = response.bodyAsJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }

    /** What it means that a calendar operation was answered so. */
    ProviderFailure failure(String operation, HttpResponse<Buffer> response) {
        var status = response.statusCode();
        var message = operation + " was answered " + status;
        if (status == 429 || status >= 500) {
            return new ProviderFailure(Kind.UNAVAILABLE, message, retryAfter(response));
        }
        return new ProviderFailure(
                switch (status) {
                    case 401 -> Kind.UNAUTHORISED;
                    case 403 -> Kind.FORBIDDEN;
                    default -> Kind.REFUSED;
                },
                message);
    }

    /** In seconds or as a date (RFC 9110, section 10.2.3); at most a day, whatever it says. */
    Optional<Duration> retryAfter(HttpResponse<Buffer> response) {
        var header = response.getHeader("Retry-After");
        if (header == null) {
            return Optional.empty();
        }
        return duration(header.strip())
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }

    private Optional<Duration> duration(String value) {
        try {
            if (value.chars().allMatch(Character::isDigit)) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            return Optional.of(Duration.between(
                    clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Uni<HttpResponse<Buffer>> bounded(Uni<HttpResponse<Buffer>> answer) {
        return answer.onFailure()
                .transform(failure -> new ProviderFailure(
                        Kind.UNAVAILABLE, "No answer: " + failure.getClass().getSimpleName()));
    }
}
