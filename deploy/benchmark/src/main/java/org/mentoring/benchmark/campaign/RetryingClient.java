package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.benchmark.campaign.Change.Kind;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.UnexpectedAnswerException;

/** Sends the requests of one person, and repeats those without an answer, or whose answer asks to retry, with the same key. */
final class RetryingClient {

    /** After this the outcome of a request is unknown. */
    static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration RETRY_DELAY = Duration.ofMillis(300);
    /** Keycloak treats more frequent sign-ins of one person as an attack. */
    private static final Duration SIGN_IN_DELAY = Duration.ofSeconds(2);

    private static final int FAILED = 500;

    private final Api api;
    private final String login;
    private final Collection<Change> changes;
    private final Collection<String> failures;
    private Caller caller;
    private int requestCount;

    /**
     * @param changes to which each change is added, whatever its outcome
     * @param failures to which each request is added that was answered with 5xx, or not at all
     */
    RetryingClient(Api api, String login, Collection<Change> changes, Collection<String> failures) {
        this.api = api;
        this.login = login;
        this.changes = changes;
        this.failures = failures;
    }

    /** With a new token. */
    Caller signIn() {
        caller = api.as(login);
        return caller;
    }

    /** The body of the answer; empty when the change was refused, or its outcome is unknown. */
    Optional<JsonNode> change(Kind kind, String path, String body) {
        var key = UUID.randomUUID().toString();
        var began = Instant.now();
        var answer = sendUntilAnswered(person -> person.post(path, Map.of("Idempotency-Key", key), body));
        var took = Duration.between(began, Instant.now());
        var status = answer.map(Answer::status).orElse(0);
        var changed = answer.filter(given -> given.status() < 300).map(Answer::json);
        changes.add(new Change(
                kind,
                key,
                status,
                changed.map(shown -> UUID.fromString(shown.path("id").asText())).orElse(null),
                changed.map(shown -> shown.path("version").asLong()).orElse(0L),
                null,
                took,
                requestCount));
        return changed;
    }

    /** @param of whose state it is; recorded when it was changed */
    void state(Kind kind, String whose, String state, UUID of, Request request) {
        var began = Instant.now();
        var answer = sendUntilAnswered(request);
        var status = answer.map(Answer::status).orElse(0);
        changes.add(new Change(
                kind,
                whose,
                status,
                status == 200 ? of : null,
                0,
                state,
                Duration.between(began, Instant.now()),
                requestCount));
    }

    /** The answer that decides the outcome; empty when none comes in time. */
    Optional<Answer> sendUntilAnswered(Request request) {
        var until = System.nanoTime() + TIMEOUT.toNanos();
        requestCount = 0;
        try {
            while (System.nanoTime() < until) {
                var answer = send(request);
                if (answer.isPresent()) {
                    return answer;
                }
                Thread.sleep(RETRY_DELAY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<Answer> send(Request request) throws InterruptedException {
        try {
            if (caller == null) {
                signIn();
            }
            requestCount++;
            var answer = request.send(caller);
            if (answer == null) {
                return Optional.empty();
            }
            if (answer.status() >= FAILED) {
                failures.add(answer.status() + " " + answer.what());
                return Optional.empty();
            }
            if (answer.status() == 401) {
                caller = null;
                Thread.sleep(SIGN_IN_DELAY);
                return Optional.empty();
            }
            return Optional.of(answer)
                    .filter(given -> given.status() != 429
                            && given.status() != 412
                            && !given.problem().equals("request-in-flight"));
        } catch (IOException | UncheckedIOException | UnexpectedAnswerException notAnswered) {
            // Not its message: that of a refused connection is null.
            failures.add(notAnswered.toString());
            return Optional.empty();
        }
    }

    @FunctionalInterface
    interface Request {
        /** The answer; null when the change does not show yet. */
        Answer send(Caller caller) throws IOException, InterruptedException;
    }
}
