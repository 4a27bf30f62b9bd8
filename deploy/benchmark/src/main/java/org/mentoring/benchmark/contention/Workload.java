package org.mentoring.benchmark.contention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Generates conflicting requests to a few mentors, using the bookings and holds that clients know from answers. */
final class Workload {

    static final String SESSION_TYPE = "A quarter of an hour";

    private static final int MENTORS = 12;
    private static final int MENTEES = 40;
    private static final int PERCENT_MENTORS = 20;
    private static final int PERCENT_PROPOSALS = 15;
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe");

    private final Map<UUID, Terms> terms = new HashMap<>();
    private final List<UUID> mentors = new ArrayList<>();
    private final List<UUID> mentees =
            IntStream.range(0, MENTEES).mapToObj(i -> UUID.randomUUID()).toList();
    private final Map<UUID, List<Instant>> slots = new ConcurrentHashMap<>();
    private final Map<UUID, KnownBookings> known = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    Workload() {
        for (var i = 0; i < MENTORS; i++) {
            var mentor = UUID.randomUUID();
            mentors.add(mentor);
            terms.put(
                    mentor,
                    new Terms(
                            mentor,
                            ZoneId.of(ZONES.get(i % ZONES.size())),
                            Duration.ofMinutes(i % 3 == 1 ? 5 : 0),
                            Duration.ofMinutes(i % 3 == 1 ? 10 : 0),
                            i % 2 == 1,
                            i % 4 < 2 ? 12 : null,
                            i % 3 == 0 ? 2 : 1000,
                            3));
        }
    }

    Map<UUID, Terms> terms() {
        return terms;
    }

    List<UUID> mentees() {
        return mentees;
    }

    /** The slots among which clients choose. */
    void offer(UUID mentor, List<Instant> starts) {
        slots.put(mentor, List.copyOf(starts));
    }

    /** The next request, from the bookings that are known now. */
    PlannedRequest next(Random random) {
        var number = next.incrementAndGet();
        var mentor = one(mentors, random);
        var mentee = mentee(mentor, random);
        var dice = random.nextInt(100);
        if (random.nextInt(100) < PERCENT_PROPOSALS) {
            return withProposal(number, random.nextBoolean() ? mentee : mentor, mentor, random);
        }
        if (dice < 40) {
            return taking(number, Kind.BOOK, mentee, mentor, one(slots.get(mentor), random));
        } else if (dice < 50) {
            return taking(number, Kind.HOLD, mentee, mentor, one(slots.get(mentor), random));
        } else if (dice < 60) {
            return withHold(number, dice < 56 ? Kind.BOOK : Kind.RELEASE, mentee, mentor, random);
        } else if (dice < 73) {
            return withBooking(number, dice < 69 ? Kind.ACCEPT : Kind.DECLINE, mentor, true, mentor, random);
        } else if (dice < 86) {
            return withBooking(number, Kind.RESCHEDULE, dice < 82 ? mentee : mentor, false, mentor, random);
        }
        return withBooking(number, Kind.CANCEL, dice < 97 ? mentee : mentor, false, mentor, random);
    }

    /** Mentors are mentees of others, too, and still one person. */
    private UUID mentee(UUID mentor, Random random) {
        var mentee = random.nextInt(100) < PERCENT_MENTORS ? one(mentors, random) : one(mentees, random);
        return mentee.equals(mentor) ? one(mentees, random) : mentee;
    }

    /** The booking or hold in an answer. */
    void remember(BookingState state) {
        of(state.mentor()).put(state);
        of(state.mentee()).put(state);
    }

    private PlannedRequest withHold(long number, Kind kind, UUID mentee, UUID mentor, Random random) {
        var hold = of(mentee).takeHold();
        if (hold == null) {
            return taking(number, Kind.BOOK, mentee, mentor, one(slots.get(mentor), random));
        }
        return kind == Kind.BOOK
                ? taking(number, Kind.BOOK, mentee, hold.mentor(), hold.start())
                : new PlannedRequest(number, kind, mentee, hold.mentor(), hold.id(), null, null);
    }

    private PlannedRequest withBooking(
            long number, Kind kind, UUID caller, boolean request, UUID mentor, Random random) {
        var booking = of(caller).one(request, random);
        if (booking == null) {
            return taking(number, Kind.BOOK, one(mentees, random), mentor, one(slots.get(mentor), random));
        }
        var start = kind == Kind.RESCHEDULE || kind == Kind.PROPOSE ? one(slots.get(booking.mentor()), random) : null;
        return new PlannedRequest(number, kind, caller, booking.mentor(), booking.id(), key(), start);
    }

    /** Answers a proposal, if the caller knows of one; proposes otherwise. */
    private PlannedRequest withProposal(long number, UUID caller, UUID mentor, Random random) {
        var booking = random.nextInt(3) == 0 ? null : of(caller).proposed(random);
        if (booking == null) {
            return withBooking(number, Kind.PROPOSE, caller, false, mentor, random);
        }
        // Sometimes the wrong side answers.
        var isOwn = booking.proposer().equals(caller) == random.nextInt(20) > 0;
        var kind =
                isOwn ? Kind.WITHDRAW_PROPOSAL : random.nextInt(3) == 0 ? Kind.DECLINE_PROPOSAL : Kind.ACCEPT_PROPOSAL;
        var start = kind == Kind.ACCEPT_PROPOSAL ? booking.proposal().start() : null;
        return new PlannedRequest(number, kind, caller, booking.mentor(), booking.id(), key(), start);
    }

    private static PlannedRequest taking(long number, Kind kind, UUID mentee, UUID mentor, Instant start) {
        var key = kind == Kind.BOOK && number % 10 != 0 ? key() : null;
        return new PlannedRequest(number, kind, mentee, mentor, null, key, start);
    }

    private KnownBookings of(UUID person) {
        return known.computeIfAbsent(person, id -> new KnownBookings());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** The latest bookings that one person knows of; some have changed since. */
    private static final class KnownBookings {

        private static final int MAX_REMEMBERED = 64;

        private final List<BookingState> bookings = new ArrayList<>();
        private final List<BookingState> requests = new ArrayList<>();
        private final List<BookingState> holds = new ArrayList<>();

        synchronized void put(BookingState state) {
            bookings.removeIf(other -> other.id().equals(state.id()));
            requests.removeIf(other -> other.id().equals(state.id()));
            switch (state.status()) {
                case "held" -> add(holds, state);
                case "pending" -> {
                    add(requests, state);
                    add(bookings, state);
                }
                case "confirmed" -> add(bookings, state);
                default -> {}
            }
        }

        /** A request or any booking; it stays known, so that two may change it at once. */
        synchronized BookingState one(boolean request, Random random) {
            var all = request && !requests.isEmpty() ? requests : bookings;
            return all.isEmpty() ? null : Workload.one(all, random);
        }

        /** A booking of which a proposal was known to wait for an answer. */
        synchronized BookingState proposed(Random random) {
            var all = bookings.stream()
                    .filter(booking -> booking.proposal() != null)
                    .toList();
            return all.isEmpty() ? null : Workload.one(all, random);
        }

        /** The latest, which most likely has not expired. */
        synchronized BookingState takeHold() {
            return holds.isEmpty() ? null : holds.removeLast();
        }

        private static void add(List<BookingState> list, BookingState state) {
            if (list.size() == MAX_REMEMBERED) {
                list.removeFirst();
            }
            list.add(state);
        }
    }
}
