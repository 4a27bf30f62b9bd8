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

/** Whether a platform is well: its supervisor and its parts say so, and somebody who signs in is served by each service. */
final class Recovery {

    static final Duration LIMIT = Duration.ofSeconds(60);
    /** So that it is known whether it recovers at all, and the next fault happens to a platform that is well. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

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

    /** @param logins of people who do nothing else */
    Recovery(PlatformPaths paths, Api api, List<String> logins) {
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
            await().atMost(LONGEST_WAIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> isWell(killed));
        } catch (ConditionTimeoutException tooLong) {
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Optional<PartState> state(String part) {
        return states().filter(state -> state.name().equals(part)).findFirst();
    }

    Stream<PartState> states() {
        return new RunningPlatform(paths).state().stream().flatMap(state -> state.parts().stream());
    }

    private boolean isWell(ProcessHandle killed) {
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

    /** Another one each time: Keycloak refuses people for good whose sign-in was under way when its database failed. */
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

    /** With one sign-in as long as it is valid: Keycloak takes many of one person at once for an attack. */
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
