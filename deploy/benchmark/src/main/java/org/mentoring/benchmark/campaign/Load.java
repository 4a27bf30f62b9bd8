package org.mentoring.benchmark.campaign;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.mentoring.benchmark.campaign.Change.Kind;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.UnexpectedAnswerException;

/**
 * Clients that book, hold, move, cancel, accept and review through the gateway until {@link #stop}. A request without an answer, or
 * with one that asks to retry, is repeated with the same key.
 */
final class Load implements AutoCloseable {

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(300);
    private static final int PAUSE_MILLIS = 400;

    private final Api api;
    private final Map<UUID, List<String>> slots;
    private final Map<String, UUID> bookings = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<UUID>> sessions;
    private final List<Change> changes = java.util.Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    /**
     * @param slots the starts among which mentees choose, by the mentor
     * @param sessions what each mentee, by the login, may review
     */
    Load(Api api, Map<UUID, List<String>> slots, Map<String, ConcurrentLinkedQueue<UUID>> sessions) {
        this.api = api;
        this.slots = slots;
        this.sessions = sessions;
    }

    /** Lets them go on until {@link #stop}. */
    void begin(List<String> mentees, List<String> mentors, long seed) {
        for (var login : mentees) {
            var person = new Person(login, new Random(seed * 31 + login.hashCode()));
            people.execute(() -> person.live(person::nextOfMentee));
        }
        for (var login : mentors) {
            var person = new Person(login, new Random(seed * 31 + login.hashCode()));
            people.execute(() -> person.live(person::nextOfMentor));
        }
    }

    /** Returns once every client has the answer to its last request, or has given up. */
    List<Change> stop() throws InterruptedException {
        stopped = true;
        people.shutdown();
        if (!people.awaitTermination(TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Somebody still waits for an answer");
        }
        return List.copyOf(changes);
    }

    @Override
    public void close() {
        stopped = true;
        people.shutdownNow();
    }

    private final class Person {

        private final String login;
        private final Random random;
        private Caller caller;
        private int asked;

        Person(String login, Random random) {
            this.login = login;
            this.random = random;
        }

        void live(Runnable next) {
            try {
                while (!stopped) {
                    next.run();
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS + random.nextInt(PAUSE_MILLIS));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void nextOfMentee() {
            var dice = random.nextInt(100);
            var session = dice < 10 ? sessions.get(login).poll() : null;
            if (session != null) {
                change(Kind.REVIEW, "/api/v1/reviews", """
                        {"session_id": "%s", "rating": %d, "feedback": "Said in a campaign."}
                        """.formatted(session, 1 + random.nextInt(5)));
            } else if (dice < 60) {
                var mentor = one(List.copyOf(slots.keySet()));
                var what = """
                        {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                        """.formatted(mentor, one(slots.get(mentor)));
                if (dice < 20) {
                    insist(person -> person.post("/api/v1/slots/holds", what));
                }
                change(Kind.BOOK, BOOKINGS, what);
            } else {
                moveOrCancel(login);
            }
        }

        void nextOfMentor() {
            var pending = insist(person -> person.get(BOOKINGS + "?role=mentor&status=pending"));
            if (pending != null
                    && pending.status() == 200
                    && pending.json().path("items").size() > 0) {
                var id = pending.json().path("items").path(0).path("id").asText();
                change(Kind.ACCEPT, BOOKINGS + "/" + id + "/accept", "{}");
            }
        }

        private void moveOrCancel(String whose) {
            var known = bookings.entrySet().stream()
                    .filter(booking -> booking.getKey().startsWith(whose + " "))
                    .toList();
            if (known.isEmpty()) {
                return;
            }
            var booking = one(known);
            var path = BOOKINGS + "/" + booking.getKey().substring(whose.length() + 1);
            if (random.nextInt(3) == 0) {
                bookings.remove(booking.getKey());
                change(Kind.CANCEL, path + "/cancel", "{}");
            } else {
                change(
                        Kind.MOVE,
                        path + "/reschedule",
                        "{\"start_time\": \"%s\"}".formatted(one(slots.get(booking.getValue()))));
            }
        }

        private void change(Kind kind, String path, String body) {
            var key = UUID.randomUUID().toString();
            var began = Instant.now();
            asked = 0;
            var answer = insist(person -> person.post(path, Map.of("Idempotency-Key", key), body));
            var took = Duration.between(began, Instant.now());
            if (answer == null || answer.status() >= 300) {
                changes.add(new Change(kind, key, answer == null ? 0 : answer.status(), null, 0, took, asked));
                return;
            }
            var state = answer.json();
            var id = UUID.fromString(state.path("id").asText());
            changes.add(new Change(
                    kind, key, answer.status(), id, state.path("version").asLong(), took, asked));
            if (kind == Kind.BOOK) {
                bookings.put(
                        login + " " + id,
                        UUID.fromString(state.path("mentor_id").asText()));
            }
        }

        /** The answer that says what became of the request; null when none comes in time. */
        private Answer insist(Function<Caller, Answer> request) {
            var until = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() < until) {
                try {
                    if (caller == null) {
                        caller = api.as(login);
                    }
                    asked++;
                    var answer = request.apply(caller);
                    if (answer.status() == 401) {
                        caller = null;
                    } else if (answer.status() < 500
                            && answer.status() != 429
                            && !answer.problem().equals("request-in-flight")) {
                        return answer;
                    }
                } catch (UncheckedIOException | UnexpectedAnswerException nobodyThere) {
                    // A fault is in progress; the next request tries again.
                }
                try {
                    Thread.sleep(AGAIN_AFTER);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return null;
                }
            }
            return null;
        }

        private <T> T one(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }
}
