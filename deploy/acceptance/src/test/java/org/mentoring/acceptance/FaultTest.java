package org.mentoring.acceptance;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.Invitation;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.client.Subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What people were promised holds while parts of the platform die. */
@Tag("slow")
@ExtendWith(RunningPlatform.class)
class FaultTest {

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final Duration OUTAGE = Duration.ofSeconds(62);
    private static final Duration UNTIL_ALL_IS_WELL = Duration.ofSeconds(120);

    private final Platform platform;
    private Api api;
    private MailPageClient mail;
    private Caller mentee;

    FaultTest(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void call() {
        api = new Api(platform.addresses());
        mail = new MailPageClient(platform.addresses());
    }

    @AfterEach
    void close() {
        api.close();
        mail.close();
    }

    @Test
    void mailsAreSentOnceIfTheirServiceIsKilledBetweenEventAndMail() {
        mentee = api.as("ken");
        var slots = Slots.of(api, "Ada Lovelace");
        var booked = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            booked.add(book(slots));
            booked.add(book(slots));
            platform.kill("notification");
        }
        booked.add(book(slots));

        awaitMails(booked, "ken@example.org", "ada@example.org", "REQUEST");
    }

    @Test
    void eventsAreNeitherLostNorReorderedIfTheRelayIsKilled() {
        mentee = api.as("margaret");
        var slots = Slots.of(api, "Grace Hopper");
        var booked = new ArrayList<String>();
        try (var subscriber = new Subscriber(platform.addresses(), "mentoring.bookings")) {
            for (int i = 0; i < 3; i++) {
                booked.add(book(slots));
                var cancelled = book(slots);
                cancel(cancelled);
                booked.add(cancelled);
                platform.kill("booking");
                await().atMost(UNTIL_ALL_IS_WELL)
                        .until(() -> mentee.get(BOOKINGS + "/" + cancelled).status() == 200);
            }

            var heard = new Heard(subscriber);
            await().atMost(UNTIL_ALL_IS_WELL).until(() -> heard.more().count() >= 9);

            assertThat(heard.versionsOf(booked.get(1))).containsExactly(1L, 2L);
            booked.forEach(booking -> assertThat(heard.versionsOf(booking)).isSorted());
        }
        awaitMails(
                List.of(booked.get(0), booked.get(2), booked.get(4)),
                "margaret@example.org",
                "grace@example.org",
                "REQUEST");
        awaitMails(
                List.of(booked.get(1), booked.get(3), booked.get(5)),
                "margaret@example.org",
                "grace@example.org",
                "CANCEL");
    }

    @Test
    void partsOutliveTheirSupervisorAndTheNextOneRestartsThem() throws Exception {
        var before = platform.processes();

        platform.killSupervisor();
        platform.kill("docs");

        await().atMost(UNTIL_ALL_IS_WELL)
                .until(() -> platform.processes().keySet().equals(before.keySet())
                        && !platform.processes().get("docs").equals(before.get("docs")));
        assertThat(platform.processes())
                .allSatisfy((part, process) -> assertThat(part.equals("docs") || process.equals(before.get(part)))
                        .as(part)
                        .isTrue());
    }

    @Test
    void bookingWorksWhileKafkaHangsAndMailsFollowInOrder() throws Exception {
        mentee = api.as("linus");
        var slots = Slots.of(api, "Alan Turing");
        var booked = new ArrayList<String>();
        var began = System.nanoTime();
        try (var _ = platform.freeze("kafka")) {
            bookAndCancel(slots, booked);
            await().atMost(OUTAGE.multipliedBy(2)).until(() -> System.nanoTime() - began > OUTAGE.toNanos());
            platform.services().forEach(this::isReady);
            bookAndCancel(slots, booked);
        }

        for (int i = 0; i < booked.size(); i++) {
            awaitMails(
                    List.of(booked.get(i)), "linus@example.org", "alan@example.org", i % 2 == 1 ? "CANCEL" : "REQUEST");
        }
    }

    private void isReady(String service) {
        var ready = platform.management(service).resolve("health/ready");
        await(service + " is ready without Kafka").atMost(UNTIL_ALL_IS_WELL).untilAsserted(() -> {
            var answer = (HttpURLConnection) ready.toURL().openConnection();
            answer.setReadTimeout(30_000);
            assertThat(answer.getResponseCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        });
    }

    /** Every second one is cancelled. */
    private void bookAndCancel(Slots slots, List<String> booked) {
        for (int i = 0; i < 4; i++) {
            var booking = book(slots);
            booked.add(booking);
            if (i % 2 == 1) {
                cancel(booking);
            }
        }
    }

    /**
     * One mail of each kind to each side, the last of this method, and in the order of the events. A service that is killed before it
     * has stored that a mail was sent sends it again, with the same Message-ID.
     */
    private void awaitMails(List<String> bookings, String menteeAddress, String mentorAddress, String method) {
        for (var booking : bookings) {
            for (var address : List.of(menteeAddress, mentorAddress)) {
                await().pollDelay(Duration.ZERO)
                        .atMost(UNTIL_ALL_IS_WELL)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(mail.invitations(address, booking).stream()
                                        .collect(Collectors.toMap(
                                                Invitation::messageId,
                                                Invitation::method,
                                                (first, again) -> first,
                                                LinkedHashMap::new))
                                        .values())
                                .as("mails of %s to %s", booking, address)
                                .containsExactlyElementsOf(
                                        method.equals("CANCEL") ? List.of("REQUEST", "CANCEL") : List.of("REQUEST")));
            }
        }
    }

    /** As a client app does: again, under the same key, as long as nobody answers. */
    private String book(Slots slots) {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var body = """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"}
                """.formatted(slots.mentor(), slots.next());
        return insist(() -> mentee.post(BOOKINGS, key, body))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private void cancel(String booking) {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        insist(() -> mentee.post(BOOKINGS + "/" + booking + "/cancel", key, "{}"))
                .expect(200);
    }

    private static Answer insist(Callable<Answer> request) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(UNTIL_ALL_IS_WELL)
                .until(request, answer -> answer.status() < 500);
    }

    /** What a subscriber has got so far; the same event twice counts once, as subscribers are told to. */
    private static final class Heard {

        private final Subscriber subscriber;
        private final HashSet<String> ids = new HashSet<>();
        private final List<Subscriber.Received> events = new ArrayList<>();

        private Heard(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        private Heard more() {
            subscriber.poll().stream()
                    .filter(event -> ids.add(event.attributes().get("ce_id")))
                    .forEach(events::add);
            return this;
        }

        private int count() {
            return events.size();
        }

        private List<Long> versionsOf(String booking) {
            return events.stream()
                    .filter(event -> event.key().equals(booking))
                    .map(event -> Long.valueOf(event.attributes().get("ce_aggregateversion")))
                    .toList();
        }
    }
}
