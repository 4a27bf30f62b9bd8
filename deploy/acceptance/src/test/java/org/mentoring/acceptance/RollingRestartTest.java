package org.mentoring.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;

import static org.assertj.core.api.Assertions.assertThat;

/** Operators restart services while people use them. */
@Tag("slow")
@ExtendWith(RunningPlatform.class)
class RollingRestartTest {

    private static final int CALLERS = 4;
    private static final long PAUSE_NANOS = 100_000_000;
    /** The gateway lets one person ask for no more than a booking a second. */
    private static final long PAUSE_OF_BOOKINGS_NANOS = 1_500_000_000;
    /** A pod is killed after 45 s, of which it serves on for ten and may take ten to finish its requests. */
    private static final double LONGEST_STOP_SECONDS = 20;

    private static final Pattern STOPPED = Pattern.compile("-service stopped in ([0-9.]+)s");

    private final Platform platform;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    RollingRestartTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void noRequestFailsWhileEveryServiceIsRestartedInTurn() {
        try (var api = new Api(platform.addresses());
                var http = HttpClient.newHttpClient();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var slots = Slots.of(api, "Ada Lovelace");
            var linus = api.as("linus");
            var paths = List.of(
                    "/api/v1/users/me",
                    "/api/v1/mentors?q=Ada",
                    "/api/v1/slots?mentor_id=" + slots.mentor()
                            + "&from=2027-01-01T00:00:00Z&to=2027-01-08T00:00:00Z&session_type=Mentoring%20session"
                            + "&time_zone=Etc/UTC",
                    "/api/v1/ratings/" + slots.mentor(),
                    "/api/v1/notifications");
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> read(paths, path -> linus.get(path).status()));
            }
            callers.submit(() -> read(List.of("/", "/mentors/" + slots.mentor()), path -> statusOfPage(http, path)));
            callers.submit(() -> bookAndCancel(linus, slots));

            try {
                platform.command("restart");
            } finally {
                over.set(true);
            }
        }
        assertThat(failures).as("of %s requests", answered).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
        assertThat(platform.services())
                .allSatisfy(service -> assertThat(secondsToStop(service))
                        .as(service)
                        .isNotEmpty()
                        .allMatch(seconds -> seconds < LONGEST_STOP_SECONDS));
    }

    private List<Double> secondsToStop(String service) {
        return STOPPED.matcher(platform.log(service))
                .results()
                .map(stop -> Double.parseDouble(stop.group(1)))
                .toList();
    }

    private int statusOfPage(HttpClient http, String path) {
        var page =
                HttpRequest.newBuilder(platform.addresses().api().resolve(path)).build();
        try {
            return http.send(page, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read(List<String> paths, ToIntFunction<String> status) {
        for (int i = 0; !over.get(); i++) {
            var path = paths.get(i % paths.size());
            note("GET", path, () -> status.applyAsInt(path));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void bookAndCancel(Caller caller, Slots slots) {
        // Those of the next days may be too near by the end of the test.
        var start = Stream.generate(slots::next).skip(5).findFirst().orElseThrow();
        while (!over.get()) {
            var booking = new String[1];
            note("POST", "/api/v1/bookings", () -> {
                var answer = caller.post(
                        "/api/v1/bookings",
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        """
                        {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                        """.formatted(slots.mentor(), start));
                booking[0] = answer.status() == 201 ? answer.json().path("id").asText() : null;
                return answer.status();
            });
            if (booking[0] != null) {
                var path = "/api/v1/bookings/" + booking[0] + "/cancel";
                LockSupport.parkNanos(PAUSE_OF_BOOKINGS_NANOS);
                note("POST", path, () -> caller.post(path, null).status());
            }
            LockSupport.parkNanos(PAUSE_OF_BOOKINGS_NANOS);
        }
    }

    private void note(String method, String path, Request request) {
        try {
            var status = request.status();
            answered.incrementAndGet();
            if (status >= 400) {
                failures.add(status + " " + method + " " + path);
            }
        } catch (UncheckedIOException e) {
            failures.add(e.getMessage());
        }
    }

    private interface Request {
        int status();
    }
}
