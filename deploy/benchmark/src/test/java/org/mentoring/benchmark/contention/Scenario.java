package org.mentoring.benchmark.contention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run made up by hand: one mentor whose sessions last an hour and keep ten minutes clear before and after them. Every
 * attempt takes a second and begins ten seconds after the one before, unless stated otherwise.
 */
final class Scenario {

    static final Instant TEN = Instant.parse("2030-01-07T10:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration STEP = Duration.ofSeconds(10);
    static final int MOST_STANDING = 3;
    static final int MOST_MOVES = 2;

    private static final Duration TAKES = Duration.ofSeconds(1);
    private static final Instant BEGAN = Instant.parse("2029-12-31T00:00:00Z");
    private static final Duration WAITS = Duration.ofHours(1);

    final UUID mentor = UUID.randomUUID();
    final UUID otherMentor = UUID.randomUUID();
    final UUID linus = UUID.randomUUID();
    final UUID ken = UUID.randomUUID();
    final List<Attempt> history = new ArrayList<>();
    final Map<UUID, BookingState> bookings = new HashMap<>();
    final Map<UUID, SessionRow> sessions = new HashMap<>();
    final Map<UUID, List<Event>> events = new HashMap<>();
    final Map<String, BookingState> keys = new HashMap<>();

    private final boolean approval;
    private final Integer mostPerDay;
    private Instant now = BEGAN;

    private Scenario(boolean approval, Integer mostPerDay) {
        this.approval = approval;
        this.mostPerDay = mostPerDay;
    }

    static Scenario instant() {
        return new Scenario(false, null);
    }

    static Scenario byApproval() {
        return new Scenario(true, null);
    }

    static Scenario withAtMost(int perDay) {
        return new Scenario(false, perDay);
    }

    List<String> violations() {
        return HistoryChecker.violations(
                Map.of(mentor, terms(mentor), otherMentor, terms(otherMentor)),
                history,
                new FinalState(bookings, sessions, events, keys));
    }

    void assertViolation(String... parts) {
        assertThat(violations()).anySatisfy(violation -> assertThat(violation).contains(parts));
    }

    private Terms terms(UUID id) {
        return new Terms(
                id,
                ZoneOffset.UTC,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                approval,
                mostPerDay,
                MOST_STANDING,
                MOST_MOVES);
    }

    /** Lets the next attempt begin before the last one has ended. */
    Scenario atOnce() {
        now = now.minus(STEP);
        return this;
    }

    /** Books, and leaves everywhere the traces that it should. */
    BookingState book(UUID mentee, Instant start) {
        return book(mentee, mentor, start);
    }

    BookingState book(UUID mentee, UUID mentor, Instant start) {
        var number = history.size() + 1;
        var booking = new BookingState(
                UUID.randomUUID(),
                1,
                approval ? "pending" : "confirmed",
                mentor,
                mentee,
                start,
                start.plus(Duration.ofHours(1)),
                approval ? now.plus(WAITS) : null,
                Long.toString(number),
                null);
        done(Kind.BOOK, mentee, mentor, null, start, booking);
        publish(approval ? "requested" : "confirmed", booking);
        return booking;
    }

    BookingState accept(BookingState booking) {
        return change(Kind.ACCEPT, mentor, booking, "confirmed", booking.start(), "confirmed");
    }

    BookingState move(BookingState booking, Instant start) {
        return change(
                Kind.RESCHEDULE,
                booking.mentee(),
                booking,
                booking.status(),
                start,
                booking.status().equals("pending") ? "requested" : "rescheduled");
    }

    /** Proposes on behalf of a side of the booking. */
    BookingState propose(BookingState booking, UUID by, Instant start) {
        var proposal = new BookingState.Proposal(
                start, start.plus(Duration.ofHours(1)), by.equals(mentor) ? "mentor" : "mentee", now.plus(WAITS));
        var after = after(booking, booking.status(), booking.start()).with(proposal);
        done(Kind.PROPOSE, by, booking.id(), start, after);
        publish("move-proposed", after);
        return after;
    }

    BookingState acceptProposal(BookingState booking, UUID by) {
        return change(
                Kind.ACCEPT_PROPOSAL,
                by,
                booking,
                "confirmed",
                booking.proposal().start(),
                "rescheduled");
    }

    BookingState declineProposal(BookingState booking, UUID by) {
        return change(Kind.DECLINE_PROPOSAL, by, booking, booking.status(), booking.start(), "move-declined");
    }

    /** Nobody answers: the clock ends the proposal. */
    BookingState expireProposal(BookingState booking, Instant at) {
        var after = after(booking, booking.status(), booking.start());
        now = at;
        publish("move-expired", after);
        return after;
    }

    BookingState cancel(BookingState booking) {
        return change(Kind.CANCEL, booking.mentee(), booking, "cancelled", booking.start(), "cancelled");
    }

    BookingState hold(UUID mentee, Instant start, Duration lasts) {
        var hold = new BookingState(
                UUID.randomUUID(),
                1,
                "held",
                mentor,
                mentee,
                start,
                start.plus(Duration.ofHours(1)),
                now.plus(lasts),
                null,
                null);
        add(Kind.HOLD, mentee, null, null, start, new Outcome.Done(hold));
        return hold;
    }

    /** Nobody asks for it: the clock does it. */
    BookingState expire(BookingState booking, Instant at) {
        var after = after(booking, "expired", booking.start());
        now = at;
        publish("expired", after);
        return after;
    }

    void refuse(Kind kind, UUID caller, Instant start) {
        add(kind, caller, null, UUID.randomUUID().toString(), start, new Outcome.Refused(409, "slot-taken"));
    }

    /** Makes the client of the last attempt go away without an answer. */
    Scenario withoutAnswer() {
        replaceLast(new Outcome.Unknown(""));
        return this;
    }

    void replaceLast(Outcome outcome) {
        history.add(history.removeLast().with(outcome));
    }

    /** Records the state of the booking in an event, the row and the session. */
    void publish(String what, BookingState booking) {
        events.computeIfAbsent(booking.id(), id -> new ArrayList<>())
                .add(new Event(what, booking.version(), now, booking));
        bookings.put(booking.id(), booking);
        if (what.equals("confirmed") || sessions.containsKey(booking.id())) {
            var cancelled = booking.status().equals("cancelled");
            sessions.put(
                    booking.id(),
                    new SessionRow(
                            booking.id(),
                            cancelled ? "cancelled" : "upcoming",
                            booking.start(),
                            booking.end(),
                            cancelled ? List.of(new SessionRow.Change("cancelled", 1)) : List.of()));
        }
    }

    BookingState after(BookingState before, String status, Instant start) {
        return new BookingState(
                before.id(),
                before.version() + 1,
                status,
                before.mentor(),
                before.mentee(),
                start,
                start.plus(Duration.ofHours(1)),
                status.equals("pending") ? now.plus(WAITS) : null,
                before.note(),
                null);
    }

    void done(Kind kind, UUID caller, UUID target, Instant start, BookingState booking) {
        done(kind, caller, mentor, target, start, booking);
    }

    private void done(Kind kind, UUID caller, UUID mentor, UUID target, Instant start, BookingState booking) {
        var key = UUID.randomUUID().toString();
        keys.put(key, booking);
        add(kind, caller, mentor, target, key, start, new Outcome.Done(booking));
    }

    private BookingState change(
            Kind kind, UUID caller, BookingState before, String status, Instant start, String what) {
        var after = after(before, status, start);
        done(kind, caller, before.id(), kind == Kind.RESCHEDULE || kind == Kind.ACCEPT_PROPOSAL ? start : null, after);
        publish(what, after);
        return after;
    }

    private void add(Kind kind, UUID caller, UUID target, String key, Instant start, Outcome outcome) {
        add(kind, caller, mentor, target, key, start, outcome);
    }

    private void add(Kind kind, UUID caller, UUID mentor, UUID target, String key, Instant start, Outcome outcome) {
        history.add(new Attempt(
                history.size() + 1, kind, caller, mentor, target, key, start, now, now.plus(TAKES), outcome));
        now = now.plus(STEP);
    }
}
