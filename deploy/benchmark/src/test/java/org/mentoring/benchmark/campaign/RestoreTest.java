package org.mentoring.benchmark.campaign;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mentoring.benchmark.RealmPeople;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Invitation;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The databases are set back to a moment while Kafka, calendars and mailboxes know what came later. */
@Tag("drill")
class RestoreTest {

    private static final LocalPlatform PLATFORM = new LocalPlatform(Baseline.REPOSITORY, environment());

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final String EVENTS = "SELECT count(*) FROM outbox";
    private static final int PEOPLE = 8;
    private static final int CHANGES_PER_SECOND = 8;
    private static final int CHANGES = 12;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Instant began = Instant.now();
    private final Deque<String> freeDays = new ArrayDeque<>();
    private UUID ada;
    private People people;
    private String leaver;
    private RealmPeople realm;
    private ServiceDatabases databases;
    private TestData preparation;

    @BeforeAll
    static void start() throws Exception {
        PLATFORM.start();
    }

    @AfterAll
    static void stop() throws Exception {
        PLATFORM.command("down");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void restoresTheDataOfTheMomentAndNotifiesPeopleOfUndoneBookings() throws Exception {
        var paths = PLATFORM.paths();
        databases = ServiceDatabases.of(paths);
        preparation = new TestData(databases);
        try (var api = new Api(paths.addresses());
                var inKeycloak = new RealmPeople(paths.addresses().issuer());
                var page = new MailPageClient(paths.addresses());
                var mails = new ReceivedMails(page)) {
            realm = inKeycloak;
            mails.begin();
            prepare(api);
            var moved = book(api, "linus");
            var cancelled = book(api, "linus");
            var ofLeaver = book(api, leaver);

            var changes = new ArrayList<Change>();
            try (var workload = load(api)) {
                workload.begin(1);
                awaitMore(CHANGES);
                PLATFORM.command("backup");
                awaitMore(CHANGES);
                changes.addAll(workload.stop());
            }
            var last = book(api, "linus");
            var moment = Instant.now();

            var undone = undo(api, moved, cancelled, ofLeaver);
            var lost = undone.lost();
            var all = new ArrayList<>(changes);
            all.addAll(undone.changes());
            holds(all, mails);
            var sequences = sequences(page, moved, cancelled, lost);

            PLATFORM.command("restore", moment.toString(), "--no-training-runs");

            var linus = api.as("linus");
            assertThat(linus.get("/api/v1/users/me")
                            .expect(200)
                            .json()
                            .path("name")
                            .asText())
                    .isNotEqualTo(undone.name());
            for (var booking : List.of(moved, cancelled, last)) {
                var now = linus.get(BOOKINGS + "/" + id(booking)).expect(200).json();
                assertThat(now.path("status").asText()).isEqualTo("confirmed");
                assertThat(now.path("start_time")).isEqualTo(booking.path("start_time"));
            }
            assertThat(linus.get(BOOKINGS + "/" + id(lost))
                            .expect(200)
                            .json()
                            .path("cancelled_by")
                            .asText())
                    .isEqualTo("system");
            isUndoneEverywhere(undone.changes());
            await("who left after the moment is erased again")
                    .atMost(TIMEOUT)
                    .until(() -> isErasedEverywhere(undone.whoLeft()));
            holds(changes, mails);
            for (var address : List.of("linus@example.org", "ada@example.org")) {
                for (var booking : List.of(moved, cancelled, lost)) {
                    var told = await().atMost(TIMEOUT)
                            .until(() -> page.invitations(address, id(booking)), list -> !list.isEmpty())
                            .getLast();
                    assertThat(told.method()).isEqualTo(booking == lost ? "CANCEL" : "REQUEST");
                    assertThat(told.sequence()).isGreaterThan(sequences.get(address + id(booking)));
                }
                assertThat(page.invitations(address, id(last))).hasSizeLessThan(2);
            }
            Projections.matchTheirSources(databases);

            // What was undone stands in nobody's way, and goes on where it was.
            var again = api.as("ken")
                    .post(BOOKINGS, key(), booking(lost.path("start_time").asText()))
                    .expect(201)
                    .json();
            var movedAgain = linus.post(
                            BOOKINGS + "/" + id(moved) + "/reschedule",
                            key(),
                            "{\"start_time\": \"%s\"}".formatted(freeDays.remove()))
                    .expect(200)
                    .json();
            changes.addAll(done(again, movedAgain));
            try (var workload = load(api)) {
                workload.begin(3);
                awaitMore(CHANGES);
                changes.addAll(workload.stop());
            }
            holds(changes, mails);
            assertThat(page.invitations("ken@example.org", id(again)))
                    .extracting(Invitation::method)
                    .containsExactly("REQUEST");
            assertThat(page.invitations("ada@example.org", id(moved)))
                    .extracting(Invitation::sequence)
                    .last()
                    .isEqualTo(movedAgain.path("sequence").asInt());
            Projections.matchTheirSources(databases);
        }
    }

    /** What is done after the moment. */
    private record Undone(JsonNode lost, String name, UUID whoLeft, List<Change> changes) {}

    private Undone undo(Api api, JsonNode moved, JsonNode cancelled, JsonNode ofLeaver) throws Exception {
        var linus = api.as("linus");
        for (int i = 0; i < 2; i++) {
            linus.post(
                            BOOKINGS + "/" + id(moved) + "/reschedule",
                            key(),
                            "{\"start_time\": \"%s\"}".formatted(freeDays.remove()))
                    .expect(200);
        }
        linus.post(BOOKINGS + "/" + id(cancelled) + "/cancel", key(), "{}").expect(200);
        var lost = book(api, "linus");
        var account = linus.get("/api/v1/users/me").expect(200);
        var name = "Linus Undone";
        linus.put("/api/v1/users/me", account, """
                {"name": "%s", "linkedin": null, "dob": null, "time_zone": "%s", "locale": "%s"}
                """.formatted(
                                name,
                                account.json().path("time_zone").asText(),
                                account.json().path("locale").asText()))
                .expect(200);
        linus.post("/api/v1/reviews", key(), """
                {"session_id": "%s", "rating": 1, "feedback": "Undone."}
                """.formatted(preparation
                        .addSessions(person(api, "linus"), Set.of(ada), 1)
                        .getFirst()))
                .expect(201);
        var leaving = api.as(leaver);
        var whoLeaves = person(api, leaver);
        leaving.send("DELETE", "/api/v1/users/me", Map.of(), null).expect(202);
        await().atMost(TIMEOUT).until(() -> isErasedEverywhere(whoLeaves));
        assertThat(databases.rows("booking", "SELECT status FROM bookings WHERE id = '" + id(ofLeaver) + "'"))
                .containsExactly("cancelled");
        try (var workload = load(api)) {
            workload.begin(2);
            awaitMore(CHANGES);
            return new Undone(lost, name, whoLeaves, workload.stop());
        }
    }

    /** Those that were made after the moment came back as cancelled, or not at all. */
    private void isUndoneEverywhere(List<Change> undone) throws Exception {
        var standing = new HashSet<>(databases.rows(
                "booking", "SELECT id::text FROM bookings WHERE cancelled_by IS DISTINCT FROM 'system'"));
        var reviews = new HashSet<>(databases.rows("review", "SELECT id::text FROM mentor_reviews"));
        assertThat(undone).anyMatch(change -> change.kind() == Change.Kind.BOOK && change.done());
        for (var change : undone) {
            if (change.done() && change.kind() == Change.Kind.BOOK) {
                assertThat(standing).doesNotContain(change.id().toString());
            } else if (change.done() && change.kind() == Change.Kind.REVIEW) {
                assertThat(reviews).doesNotContain(change.id().toString());
            }
        }
    }

    private boolean isErasedEverywhere(UUID person) throws Exception {
        for (var service : Ports.SERVICES) {
            if (databases.count(
                            service,
                            "SELECT count(*) FROM erased_people WHERE acknowledged_at IS NOT NULL AND user_id = '"
                                    + person + "'")
                    == 0) {
                return false;
            }
        }
        return databases.count(
                        "user",
                        "SELECT count(*) FROM erasures WHERE completed_at IS NOT NULL AND user_id = '" + person + "'")
                == 1;
    }

    /** The last that each side was sent of each booking, by address and booking. */
    private static Map<String, Integer> sequences(MailPageClient page, JsonNode... bookings) {
        var sequences = new HashMap<String, Integer>();
        for (var address : List.of("linus@example.org", "ada@example.org")) {
            for (var booking : bookings) {
                sequences.put(
                        address + id(booking),
                        await().atMost(TIMEOUT)
                                .until(() -> page.invitations(address, id(booking)), list -> !list.isEmpty())
                                .getLast()
                                .sequence());
            }
        }
        return sequences;
    }

    private void prepare(Api api) throws Exception {
        ada = UUID.fromString(api.anyone()
                .get("/api/v1/mentors?q=" + Api.encode("Ada Lovelace"))
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText());
        var firstOfDay = new LinkedHashMap<String, String>();
        People.slots(api, ada, Instant.now().plus(1, ChronoUnit.DAYS))
                .forEach(start -> firstOfDay.putIfAbsent(start.substring(0, 10), start));
        freeDays.addAll(firstOfDay.values());
        people = People.signUp(api, realm, PEOPLE);
        leaver = realm.signUp("leaver-", 1).getFirst();
        person(api, leaver);
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(LocalPlatform.SHORT_LIVED);
        // Every change is told of at once, so that what is told can be held against it.
        environment.put("MENTORING_MAIL_MERGE_WITHIN", "PT0S");
        return environment;
    }

    private Workload load(Api api) throws Exception {
        return Campaign.workload(api, realm, people, preparation, CHANGES_PER_SECOND);
    }

    private static UUID person(Api api, String login) {
        return UUID.fromString(api.as(login)
                .get("/api/v1/users/me")
                .expect(200)
                .json()
                .path("user_id")
                .asText());
    }

    private JsonNode book(Api api, String login) {
        return api.as(login)
                .post(BOOKINGS, key(), booking(freeDays.remove()))
                .expect(201)
                .json();
    }

    private String booking(String start) {
        return """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                """.formatted(ada, start);
    }

    private static Map<String, String> key() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static String id(JsonNode booking) {
        return booking.path("id").asText();
    }

    private static List<Change> done(JsonNode... bookings) {
        var changes = new ArrayList<Change>();
        for (var booking : bookings) {
            changes.add(new Change(
                    Change.Kind.BOOK,
                    "",
                    200,
                    UUID.fromString(id(booking)),
                    booking.path("version").asLong(),
                    null,
                    Duration.ZERO,
                    1));
        }
        return changes;
    }

    private void awaitMore(int bookingEvents) throws SQLException {
        var wanted = databases.count("booking", EVENTS) + bookingEvents;
        await().atMost(TIMEOUT).until(() -> databases.count("booking", EVENTS) >= wanted);
    }

    /** What the campaign asks of every platform, once nothing is in progress. */
    private void holds(List<Change> changes, ReceivedMails mails) throws Exception {
        var check = new ConsistencyChecker(databases, began);
        check.awaitIdle();
        mails.poll();
        assertThat(check.violations(changes, mails)).isEmpty();
    }
}
