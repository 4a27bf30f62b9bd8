package org.mentoring.local.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * How often somebody may call: each address, and more tightly each person who takes other people's time. A person is known by
 * the token: whoever makes one up gets a bucket of their own, and nothing from the service.
 */
final class CallLimits {

    /** Where a POST takes somebody's time. */
    static final List<String> TIGHTER = List.of("/api/v1/bookings", "/api/v1/slots/holds");

    private static final int MOST_REMEMBERED_CALLERS = 10_000;
    private static final double SECONDS_PER_MINUTE = 60;

    private final TokenBuckets calls;
    private final TokenBuckets bookings;

    CallLimits(GatewaySettings settings, LongSupplier nanoTime) {
        calls = new TokenBuckets(settings.rate(), settings.burst(), MOST_REMEMBERED_CALLERS, nanoTime);
        bookings = new TokenBuckets(
                settings.bookingsAMinute() / SECONDS_PER_MINUTE,
                settings.bookingsAMinute(),
                MOST_REMEMBERED_CALLERS,
                nanoTime);
    }

    /** Counts the request; zero if it may go on, else how long to wait before another one. */
    Duration take(HttpServerRequest request, String path, String address) {
        var wait = calls.take(address);
        if (!wait.isZero() || request.method() != HttpMethod.POST) {
            return wait;
        }
        return TIGHTER.stream()
                .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                .findFirst()
                .map(prefix -> bookings.take(prefix + " " + person(request, address)))
                .orElse(Duration.ZERO);
    }

    private static String person(HttpServerRequest request, String address) {
        var token = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (token == null) {
            return address;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
