package org.mentoring.local.demo;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.Invitation;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.client.Subscriber;

/**
 * Finds a mentor, and books, moves and cancels a session, with the events, mails and calendar entries of each step checked. The
 * booking ends cancelled, so that the scenario can be run repeatedly.
 */
public final class DemoScenario {

    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String SESSION_TYPE = "Mentoring session";
    private static final String REASON = "The moth is back in the relay.";
    private static final int DAYS = 28;
    private static final int SHOWN = 4;
    /** What is booked must still be offered when the scenario ends. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(15);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** A second mail about a booking comes when a minute has passed since the first. */
    private static final Duration MERGED_MAIL_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CALENDAR_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final List<String> SIDES = List.of("linus@example.org", "grace@example.org");

    private final Api api;
    private final Addresses addresses;
    private final MailPageClient mail;
    private final ProgressListener listener;

    private DemoScenario(Addresses addresses, Api api, MailPageClient mail, ProgressListener listener) {
        this.addresses = addresses;
        this.api = api;
        this.mail = mail;
        this.listener = listener;
    }

    /**
     * Runs the scenario.
     *
     * @throws RuntimeException if a check fails
     */
    public static void run(Addresses addresses, ProgressListener listener) {
        try (var api = new Api(addresses);
                var mail = new MailPageClient(addresses)) {
            new DemoScenario(addresses, api, mail, listener).run();
        }
    }

    private record Booked(String id, OffsetDateTime start) {}

    private void run() {
        var mentor = findMentor();
        var slots = showSlots(mentor);
        var linus = api.as("linus");
        try (var subscriber = new Subscriber(addresses, "mentoring.bookings")) {
            var booking = book(linus, mentor, firstBookableSlot(slots, OffsetDateTime.now()));
            try {
                checkDoubleBookingIsRefused(mentor, booking);
                checkEvent(subscriber, booking, "confirmed");
                readMails(booking.id(), 0, "REQUEST", booking.start());

                var moved = move(linus, booking, slots);
                checkEvent(subscriber, moved, "rescheduled");
                readMails(moved.id(), 1, "REQUEST", moved.start());
            } finally {
                cancel(booking);
            }
            checkEvent(subscriber, booking, "cancelled");
            readMails(booking.id(), 2, "CANCEL", null);
            checkSlotIsFreeAgain(mentor, booking);
        }
    }

    private String findMentor() {
        listener.step("Someone looks for a mentor; no account needed");
        var found = api.anyone().get("/api/v1/mentors?q=compilers").expect(200).json();
        listener.show("GET /api/v1/mentors?q=compilers");
        var mentor = found.path("items").path(0);
        check(
                mentor.path("name").asText().equals("Grace Hopper"),
                "Grace Hopper is not the first to be found: " + found);
        listener.say(mentor.path("name").asText() + " knows " + join(mentor.path("expertise")) + ".");
        check(!found.toString().contains("@"), "The directory shows somebody's e-mail address: " + found);
        return mentor.path("id").asText();
    }

    private List<OffsetDateTime> showSlots(String mentor) {
        listener.step("Linus, in India, sees when she is free");
        var slots = slots(mentor);
        check(slots.size() >= 3, "There are fewer than three free slots in the next " + DAYS + " days");
        slots.stream()
                .limit(SHOWN)
                .forEach(start -> listener.say(TIME.format(start) + " in Kolkata is "
                        + TIME.format(start.atZoneSameInstant(NEW_YORK)) + " in New York"));
        listener.say("… and " + (slots.size() - Math.min(slots.size(), SHOWN)) + " more in " + DAYS + " days.");
        return slots;
    }

    private List<OffsetDateTime> slots(String mentor) {
        var from = OffsetDateTime.now(KOLKATA).truncatedTo(ChronoUnit.SECONDS);
        var list = api.anyone()
                .get("/api/v1/slots?mentor_id=" + mentor + "&from=" + Api.encode(from.toString()) + "&to="
                        + Api.encode(from.plusDays(DAYS).toString()) + "&session_type=" + Api.encode(SESSION_TYPE)
                        + "&time_zone=Asia/Kolkata")
                .expect(200)
                .json();
        check(list.path("time_zone").asText().equals("Asia/Kolkata"), "The slots are in another zone: " + list);
        return list.path("items")
                .valueStream()
                .map(slot -> OffsetDateTime.parse(slot.path("start_time").asText()))
                .toList();
    }

    /** The first slot that is still offered, in spite of the minimum notice, when the scenario ends. */
    static OffsetDateTime firstBookableSlot(List<OffsetDateTime> slots, OffsetDateTime now) {
        var earliest = now.plus(DemoData.MINIMUM_NOTICE).plus(MAX_DURATION);
        return slots.stream()
                .filter(start -> !start.isBefore(earliest))
                .findFirst()
                .orElseThrow(() -> new DemoFailedException("No free slot is late enough"));
    }

    private Booked book(Caller linus, String mentor, OffsetDateTime start) {
        listener.step("He books one of the first, and his phone sends the request twice");
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var body = """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "%s", "note": "How do I get my patches in?"}
                """.formatted(mentor, start, SESSION_TYPE);
        var first = linus.post("/api/v1/bookings", key, body).expect(201);
        var again = linus.post("/api/v1/bookings", key, body).expect(201);
        check(first.body().equals(again.body()), "The second request was not answered like the first: " + again.body());
        var booking = first.json();
        listener.show("201 Created, twice the same: " + first.header("Location"));
        listener.say("Status " + booking.path("status").asText() + ", " + TIME.format(start) + " his time.");
        check(booking.path("status").asText().equals("confirmed"), "The booking is not confirmed: " + booking);
        return new Booked(booking.path("id").asText(), start);
    }

    private void checkDoubleBookingIsRefused(String mentor, Booked booking) {
        listener.step("Margaret wants the same time");
        var refused = api.as("margaret")
                .post("/api/v1/bookings", """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "%s"}
                """.formatted(mentor, booking.start(), SESSION_TYPE))
                .expect(409);
        check(refused.problem().equals("slot-taken"), "Another problem than slot-taken: " + refused.body());
        listener.show("409 Conflict: " + refused.json().path("detail").asText());
        api.as("margaret").get("/api/v1/bookings/" + booking.id()).expect(404);
        listener.say("She cannot see whose it is, either: asked for the booking itself, the platform knows of none.");
    }

    private void checkEvent(Subscriber subscriber, Booked booking, String what) {
        listener.step("Another system, subscribed to mentoring.bookings, hears that it is " + what);
        var event = subscriber
                .next(booking.id(), TIMEOUT)
                .orElseThrow(() -> new DemoFailedException("No event of the booking came from Kafka"));
        check(event.type().equals("org.mentoring.booking." + what + ".v1"), "The event is another: " + event);
        check("1.0".equals(event.attributes().get("ce_specversion")), "This is no CloudEvent 1.0: " + event);
        for (var attribute : List.of("ce_type", "ce_subject", "ce_time", "ce_aggregateversion")) {
            listener.show(attribute + ": " + event.attributes().get(attribute));
        }
        var data = event.json();
        listener.show("{\"status\": %s, \"start_time\": %s, \"sequence\": %s, …}"
                .formatted(data.path("status"), data.path("start_time"), data.path("sequence")));
        check(data.path("id").asText().equals(booking.id()), "The event is of another booking: " + event);
    }

    private void readMails(String booking, int sequence, String method, OffsetDateTime start) {
        listener.step("Both find a mail, and their calendars understand it");
        if (sequence > 0 && start != null) {
            listener.say("It comes a minute after the last: changes within a minute are sent in one mail");
        }
        for (var side : SIDES) {
            var invitations = await(side, booking, sequence + 1);
            var latest = invitations.getLast();
            listener.say("To " + side + ": " + latest.subject());
            check(latest.method().equals(method), side + " was sent METHOD:" + latest.method());
            check(latest.sequence() == sequence, side + " was sent SEQUENCE:" + latest.sequence());
            check(
                    start == null
                            || latest.start().equals(CALENDAR_TIME.format(start.atZoneSameInstant(ZoneId.of("UTC")))),
                    side + " was sent DTSTART:" + latest.start());
            check(
                    latest.lines("ORGANIZER").size() == 1
                            && latest.lines("ATTENDEE").size() == 2,
                    side + " was sent an invitation of " + latest.lines("ORGANIZER", "ATTENDEE"));
            if (side.equals(SIDES.getFirst())) {
                latest.lines("METHOD", "UID", "SEQUENCE", "DTSTART", "STATUS").forEach(listener::show);
            }
        }
    }

    /** Exactly that many, each with a message id of its own. */
    private List<Invitation> await(String side, String booking, int count) {
        var end = System.nanoTime() + MERGED_MAIL_TIMEOUT.toNanos();
        var invitations = mail.invitations(side, booking);
        while (invitations.size() < count && System.nanoTime() < end) {
            pause();
            invitations = mail.invitations(side, booking);
        }
        check(
                invitations.size() == count,
                side + " has " + invitations.size() + " mails about the booking and not " + count);
        var different =
                invitations.stream().map(Invitation::messageId).distinct().count();
        check(different == count, side + " has a mail twice");
        return invitations;
    }

    private Booked move(Caller linus, Booked booking, List<OffsetDateTime> slots) {
        listener.step("Linus moves it");
        var later = slots.getLast();
        var moved = linus.post(
                        "/api/v1/bookings/" + booking.id() + "/reschedule", "{\"start_time\": \"%s\"}".formatted(later))
                .expect(200)
                .json();
        check(moved.path("sequence").asInt() == 1, "The sequence was not raised: " + moved);
        listener.say("From " + TIME.format(booking.start()) + " to " + TIME.format(later) + ", his time.");
        return new Booked(booking.id(), later);
    }

    private void cancel(Booked booking) {
        listener.step("Grace has to cancel");
        var cancelled = api.as("grace")
                .post("/api/v1/bookings/" + booking.id() + "/cancel", "{\"reason\": \"" + REASON + "\"}")
                .expect(200)
                .json();
        check(cancelled.path("status").asText().equals("cancelled"), "The booking is not cancelled: " + cancelled);
        listener.say("Reason: " + REASON);
    }

    private void checkSlotIsFreeAgain(String mentor, Booked booking) {
        listener.step("The time can be booked again");
        var free = slots(mentor).stream().anyMatch(start -> start.isEqual(booking.start()));
        check(free, "The time of the cancelled booking is not offered again");
        listener.say(TIME.format(booking.start()) + " is free.");
    }

    private static String join(JsonNode tags) {
        return String.join(
                ", ",
                tags.valueStream()
                        .map(tag -> tag.isObject() ? tag.path("name").asText() : tag.asText())
                        .toList());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new DemoFailedException(otherwise);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for mail", e);
        }
    }
}
