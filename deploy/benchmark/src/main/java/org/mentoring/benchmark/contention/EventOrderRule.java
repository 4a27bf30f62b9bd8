package org.mentoring.benchmark.contention;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Every change of a booking has its event, in order and without gaps in the versions; each is a legal transition from the previous
 * one; the last one has the state of the booking.
 */
final class EventOrderRule implements Rule {

    private static final Set<String> OF_PROPOSALS = Set.of("move-proposed", "move-declined", "move-expired");

    /** What may follow in which status; nothing follows in one that is not here. */
    private static final Map<String, Set<String>> FOLLOWS = Map.of(
            "pending", Set.of("requested", "confirmed", "declined", "expired", "cancelled"),
            "confirmed", Set.of("rescheduled", "cancelled"));

    private static final Map<String, String> STATUS = Map.of(
            "requested", "pending",
            "confirmed", "confirmed",
            "rescheduled", "confirmed",
            "declined", "declined",
            "expired", "expired",
            "cancelled", "cancelled");

    @Override
    public void check(Run run, Consumer<String> violations) {
        var events = run.finalState().events();
        events.forEach((id, published) -> checkSequence(id, published, violations));
        run.finalState().bookings().forEach((id, row) -> {
            var published = events.get(id);
            if (published == null) {
                violations.accept("Booking " + id + " is there and there is no event of it");
            } else if (!published.getLast().booking().agrees(row)) {
                violations.accept(
                        "The last event of booking " + id + " has " + published.getLast() + ", but it is " + row);
            }
        });
        for (var id : events.keySet()) {
            if (!run.finalState().bookings().containsKey(id)) {
                violations.accept("There are events of booking " + id + ", which is missing");
            }
        }
    }

    private static void checkSequence(UUID id, List<Event> published, Consumer<String> violations) {
        Event before = null;
        for (var event : published) {
            var expected = before == null ? 1 : before.version() + 1;
            if (event.version() != expected || event.booking().version() != event.version()) {
                violations.accept("Booking " + id + ": version " + event.version() + " (" + event.what()
                        + ") came where " + expected + " was due");
            }
            var status = OF_PROPOSALS.contains(event.what()) && before != null
                    ? before.booking().status()
                    : STATUS.get(event.what());
            if (!event.booking().status().equals(status)) {
                violations.accept("Booking " + id + ": " + event.what() + " has the status "
                        + event.booking().status());
            }
            if (!mayFollow(before, event)) {
                violations.accept("Booking " + id + ": " + event.what() + " came after "
                        + (before == null ? "nothing" : before.what()));
            }
            if (before != null) {
                checkExpiry(before, event, violations);
            }
            before = event;
        }
    }

    private static boolean mayFollow(Event before, Event event) {
        if (before == null) {
            return event.what().equals("requested") || event.what().equals("confirmed");
        }
        var follows = FOLLOWS.getOrDefault(before.booking().status(), Set.of());
        return OF_PROPOSALS.contains(event.what())
                ? !follows.isEmpty() && mayFollowInProposals(before.booking(), event)
                : follows.contains(event.what()) && event.booking().proposal() == null;
    }

    /** A proposal leaves the booking where it is, and what ends one ends what was there. */
    private static boolean mayFollowInProposals(BookingState before, Event event) {
        var after = event.booking();
        return after.start().equals(before.start())
                && (event.what().equals("move-proposed")
                        ? after.proposal() != null
                        : before.proposal() != null && after.proposal() == null);
    }

    /** Nothing expires before its time. */
    private static void checkExpiry(Event before, Event event, Consumer<String> violations) {
        var proposal = before.booking().proposal();
        var expiresAt = event.what().equals("move-expired") && proposal != null
                ? proposal.expiresAt()
                : before.booking().expiresAt();
        if (event.isTimeout() && expiresAt != null && event.time().isBefore(expiresAt)) {
            violations.accept(
                    "Booking " + event.booking().id() + " expired at " + event.time() + ", before " + expiresAt);
        }
    }
}
