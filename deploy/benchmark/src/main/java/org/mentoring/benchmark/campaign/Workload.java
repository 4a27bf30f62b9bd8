package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.benchmark.RealmPeople;
import org.mentoring.benchmark.campaign.Change.Kind;
import org.mentoring.local.client.Api;

/** Mentees, mentors and an admin who use the platform through the gateway until {@link #stop}. */
final class Workload implements AutoCloseable {

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "hi", "ar");

    private final Api api;
    private final RealmPeople realm;
    private final People people;
    private final Duration pause;
    private final Map<String, UUID> bookings = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<UUID>> sessions;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    /**
     * @param sessions what each mentee, by the login, may review
     * @param pause how long somebody waits after an answer, in the mean
     */
    Workload(
            Api api,
            RealmPeople realm,
            People people,
            Map<String, ConcurrentLinkedQueue<UUID>> sessions,
            Duration pause) {
        this.api = api;
        this.realm = realm;
        this.people = people;
        this.sessions = sessions;
        this.pause = pause;
    }

    /** Sends requests until {@link #stop}. */
    void begin(long seed) {
        people.mentees().forEach((login, id) -> {
            var mentee = new VirtualUser(login, id, seed);
            threads.execute(() -> mentee.repeat(mentee::actAsMentee));
        });
        people.mentors().forEach((login, id) -> {
            var mentor = new VirtualUser(login, id, seed);
            threads.execute(() -> mentor.repeat(mentor::actAsMentor));
        });
        var admin = new VirtualUser(People.ADMIN, null, seed);
        threads.execute(() -> admin.repeat(admin::actAsAdmin));
    }

    /** The changes from the given one on, in the order in which they were answered. */
    List<Change> changesFrom(int first) {
        synchronized (changes) {
            return List.copyOf(changes.subList(first, changes.size()));
        }
    }

    /** Returns when the last request of every client was answered or given up. */
    List<Change> stop() throws InterruptedException {
        stopped = true;
        threads.shutdown();
        if (!threads.awaitTermination(RetryingClient.TIMEOUT.toSeconds() * 3, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Some requests are still in progress");
        }
        return List.copyOf(changes);
    }

    /** The requests that were answered with 5xx, or not at all; each was repeated. */
    List<String> failedRequests() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }

    private final class VirtualUser {

        private final String login;
        private final UUID id;
        private final Random random;
        private final RetryingClient requests;
        private int states;

        VirtualUser(String login, UUID id, long seed) {
            this.login = login;
            this.id = id;
            this.random = new Random(seed * 31 + login.hashCode());
            this.requests = new RetryingClient(api, login, changes, failures);
        }

        void repeat(Runnable next) {
            try {
                while (!stopped) {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis() / 2 + random.nextLong(pause.toMillis()));
                    next.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IllegalStateException e) {
                // A request that was interrupted because the campaign has ended is of no interest.
                if (!stopped || !Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }

        void actAsMentee() {
            var dice = random.nextInt(100);
            var session = dice < 10 ? sessions.get(login).poll() : null;
            if (session != null) {
                requests.change(Kind.REVIEW, "/api/v1/reviews", """
                        {"session_id": "%s", "rating": %d, "feedback": "Said in a campaign."}
                        """.formatted(session, 1 + random.nextInt(5)));
            } else if (dice < 50) {
                book(dice < 20);
            } else if (dice < 90) {
                changeBooking();
            } else if (dice < 94) {
                rename();
            } else if (dice < 97) {
                choosePreferences();
            } else {
                changeAddress();
            }
        }

        void actAsMentor() {
            var dice = random.nextInt(100);
            if (dice < 60) {
                var pending = bookingsAs("mentor", "pending");
                if (!pending.isEmpty()) {
                    var decline = dice < 10;
                    requests.change(
                            decline ? Kind.DECLINE : Kind.ACCEPT,
                            path(one(pending)) + (decline ? "/decline" : "/accept"),
                            "{}");
                }
            } else if (dice < 85) {
                var confirmed = bookingsAs("mentor", "confirmed");
                if (!confirmed.isEmpty()) {
                    requests.change(
                            Kind.PROPOSE,
                            path(one(confirmed)) + "/propose",
                            "{\"start_time\": \"%s\"}"
                                    .formatted(one(people.slots().get(id))));
                }
            } else if (dice < 95) {
                acceptProposal("mentor");
            } else {
                choosePreferences();
            }
        }

        void actAsAdmin() {
            if (random.nextInt(5) == 0) {
                var mentor = people.suspendedMentor();
                var suspends = states % 2 == 0;
                var path = "/api/v1/mentors/" + mentor + (suspends ? "/suspend" : "/approve");
                var body =
                        suspends ? "{\"sessions\": \"%s\"}".formatted(random.nextBoolean() ? "keep" : "cancel") : null;
                // Of the second of two requests 409 says that the first one did it.
                requests.state(Kind.SUSPEND, mentor.toString(), suspends ? "suspended" : "approved", mentor, caller -> {
                    var answer = caller.post(path, body);
                    return answer.status() == 409 ? caller.get("/api/v1/mentors/applications") : answer;
                });
                states++;
            }
        }

        private void book(boolean holdsFirst) {
            var mentor = one(List.copyOf(people.slots().keySet()));
            var what = """
                    {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                    """.formatted(mentor, one(people.slots().get(mentor)));
            if (holdsFirst) {
                requests.sendUntilAnswered(caller -> caller.post("/api/v1/slots/holds", what));
            }
            requests.change(Kind.BOOK, BOOKINGS, what)
                    .ifPresent(booking -> bookings.put(
                            login + " " + booking.path("id").asText(),
                            UUID.fromString(booking.path("mentor_id").asText())));
        }

        private List<JsonNode> bookingsAs(String role, String status) {
            return requests
                    .sendUntilAnswered(caller -> caller.get(BOOKINGS + "?role=" + role + "&status=" + status))
                    .stream()
                    .filter(answer -> answer.status() == 200)
                    .flatMap(answer -> answer.json().path("items").valueStream())
                    .toList();
        }

        private static String path(JsonNode booking) {
            return BOOKINGS + "/" + booking.path("id").asText();
        }

        /** Accepts a proposal of the other side, if there is one. */
        private void acceptProposal(String role) {
            var proposed = bookingsAs(role, "confirmed").stream()
                    .filter(booking -> booking.path("proposal").isObject())
                    .filter(booking -> !role.equals(
                            booking.path("proposal").path("proposed_by").asText()))
                    .toList();
            if (!proposed.isEmpty()) {
                requests.change(Kind.ANSWER, path(one(proposed)) + "/proposal/accept", "{}");
            }
        }

        private void changeBooking() {
            var known = bookings.entrySet().stream()
                    .filter(booking -> booking.getKey().startsWith(login + " "))
                    .toList();
            if (known.isEmpty()) {
                return;
            }
            var booking = one(known);
            var path = BOOKINGS + "/" + booking.getKey().substring(login.length() + 1);
            var start = "{\"start_time\": \"%s\"}".formatted(one(people.slots().get(booking.getValue())));
            switch (random.nextInt(5)) {
                case 0 -> {
                    bookings.remove(booking.getKey());
                    requests.change(Kind.CANCEL, path + "/cancel", "{}");
                }
                case 1 -> requests.change(Kind.PROPOSE, path + "/propose", start);
                case 2 -> acceptProposal("mentee");
                default -> requests.change(Kind.MOVE, path + "/reschedule", start);
            }
        }

        private void rename() {
            var name = login + " the " + ++states + ".";
            replace(Kind.RENAME, "/api/v1/users/me", name, """
                    {"name": "%s", "linkedin": null, "dob": null, "time_zone": "Etc/UTC", "locale": "en"}
                    """.formatted(name));
        }

        private void choosePreferences() {
            var language = one(LANGUAGES);
            replace(Kind.PREFERENCES, "/api/v1/notifications/preferences", language, """
                    {"kinds": {}, "reminder_minutes": [60], "language": "%s"}
                    """.formatted(language));
        }

        /** Reads before each attempt, since an unanswered request may have changed the version. */
        private void replace(Kind kind, String path, String state, String body) {
            requests.state(kind, login, state, id, caller -> {
                var read = caller.get(path);
                return read.status() == 200 ? caller.put(path, read, body) : read;
            });
        }

        /** The next token has the new address, so this signs in again. */
        private void changeAddress() {
            var email = "%s+%d@example.org".formatted(login, ++states);
            requests.state(Kind.ADDRESS, login, email, id, _ -> {
                if (!realm.changeEmail(login, id, email)) {
                    throw new IOException("Keycloak has not changed it");
                }
                var account = requests.signIn().get("/api/v1/users/me");
                return account.status() == 200
                                && !account.json().path("email").asText().equals(email)
                        ? null
                        : account;
            });
        }

        private <T> T one(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }
}
