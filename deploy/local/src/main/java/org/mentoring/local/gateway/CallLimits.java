package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Rate limits by address, and stricter ones by person for bookings and holds. The token is not verified here, so a person is counted
 * together with the address: a forged token cannot use up the limit of the person it names, and forged persons share the limit of
 * their address.
 */
final class CallLimits {

    /** Operations whose POST takes a mentor's time. */
    static final List<String> TIGHTER = List.of("/api/v1/bookings", "/api/v1/slots/holds");

    /** The limit of an address, in multiples of the limit of a person. */
    static final int PEOPLE_BEHIND_AN_ADDRESS = 10;

    private static final int MOST_REMEMBERED_CALLERS = 10_000;
    private static final double SECONDS_PER_MINUTE = 60;

    private final TokenBuckets calls;
    private final TokenBuckets bookingsOfPerson;
    private final TokenBuckets bookingsOfAddress;

    CallLimits(GatewaySettings settings, LongSupplier nanoTime) {
        calls = new TokenBuckets(settings.rate(), settings.burst(), MOST_REMEMBERED_CALLERS, nanoTime);
        bookingsOfPerson = perMinute(settings.bookingsAMinute(), nanoTime);
        bookingsOfAddress = perMinute(settings.bookingsAMinute() * PEOPLE_BEHIND_AN_ADDRESS, nanoTime);
    }

    private static TokenBuckets perMinute(int requests, LongSupplier nanoTime) {
        return new TokenBuckets(requests / SECONDS_PER_MINUTE, requests, MOST_REMEMBERED_CALLERS, nanoTime);
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
                .map(prefix -> takeBooking(prefix + " " + address, request))
                .orElse(Duration.ZERO);
    }

    private Duration takeBooking(String address, HttpServerRequest request) {
        var wait = BearerSubject.of(request)
                .map(subject -> bookingsOfPerson.take(address + " " + subject))
                .orElseGet(() -> bookingsOfPerson.take(address));
        return wait.isZero() ? bookingsOfAddress.take(address) : wait;
    }
}
