package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.UnexpectedAnswerException;
import org.mentoring.local.platform.Catalogue;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;

import static org.awaitility.Awaitility.await;

/** Whether a platform is healthy: all parts are ready, and each service answers a signed-in person. */
final class PlatformHealth {

    static final Duration LIMIT = Duration.ofSeconds(60);
    /** Longer than the limit, so that the next fault is injected into a healthy platform, and a slow recovery is not taken for none. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final int UNAUTHENTICATED = 401;
    private static final int INTERNAL_ERROR = 500;
    private static final List<String> SIGNED_IN = List.of(
            "/api/v1/users/me",
            "/api/v1/mentors/me",
            "/api/v1/bookings",
            "/api/v1/reviews/mine",
            "/api/v1/notifications");

    private final PlatformPaths paths;
    private final Api api;
    private final Queue<String> logins;
    private Caller watcher;

    /** @param logins of people who send no other requests */
    PlatformHealth(PlatformPaths paths, Api api, List<String> logins) {
        this.paths = paths;
        this.api = api;
        this.logins = new ArrayDeque<>(logins);
    }

    /**
     * @param killed the process that another one is to replace; null where none was killed
     * @return how long it took; null when it does not recover
     */
    Duration awaitHealth(ProcessHandle killed) {
        var began = System.nanoTime();
        watcher = null;
        try {
            await().atMost(TIMEOUT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> isHealthy(killed));
        } catch (ConditionTimeoutException tooLong) {
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Optional<PartState> state(String part) {
        return new RunningPlatform(paths).part(part);
    }

    private Stream<PartState> states() {
        return new RunningPlatform(paths).state().stream().flatMap(state -> state.parts().stream());
    }

    private boolean isHealthy(ProcessHandle killed) {
        try {
            return states().allMatch(part ->
                            part.phase() == Phase.DONE || part.phase() == Phase.READY && !is(part, killed))
                    && everyApplicationIsReady()
                    && Catalogue.answers(paths.ports().gateway(), "/api/v1/mentors")
                    && everyServiceServes();
        } catch (IOException | UncheckedIOException | UnexpectedAnswerException notYet) {
            return false;
        }
    }

    /** Another one each time: Keycloak permanently refuses people whose sign-in was in progress when its database failed. */
    private String nextLogin() {
        var login = logins.remove();
        logins.add(login);
        return login;
    }

    private static boolean is(PartState part, ProcessHandle process) {
        return process != null && part.process() != null && part.process().pid() == process.pid();
    }

    private boolean everyApplicationIsReady() throws IOException {
        for (var application : Ports.APPLICATIONS) {
            if (!Catalogue.answers(paths.ports().managementOf(application), Catalogue.READY)) {
                return false;
            }
        }
        return true;
    }

    /** Signs in once while the token is valid: Keycloak treats many sign-ins of one person as an attack. */
    private boolean everyServiceServes() {
        if (watcher == null) {
            watcher = api.as(nextLogin());
        }
        var statuses =
                SIGNED_IN.stream().map(path -> watcher.get(path).status()).toList();
        if (statuses.contains(UNAUTHENTICATED)) {
            watcher = null;
        }
        return statuses.stream().allMatch(status -> status < INTERNAL_ERROR && status != UNAUTHENTICATED);
    }
}
