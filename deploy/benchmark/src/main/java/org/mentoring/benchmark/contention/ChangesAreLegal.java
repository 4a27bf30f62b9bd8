package org.mentoring.benchmark.contention;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Every change of a booking has its event, in order and with versions that leave no gap; each follows legally from the one
 * before; the last tells of the booking as it is.
 */
final class ChangesAreLegal implements Rule {

    private static final Set<String> AFTER_A_REQUEST =
            Set.of("requested", "confirmed", "declined", "expired", "cancelled");
    private static final Set<String> AFTER_A_CONFIRMATION = Set.of("rescheduled", "cancelled");

    /** What may follow what; nothing follows what is not here. */
    private static final Map<String, Set<String>> FOLLOWS = Map.of(
            "requested", AFTER_A_REQUEST,
            "confirmed", AFTER_A_CONFIRMATION,
            "rescheduled", AFTER_A_CONFIRMATION);

    private static final Map<String, String> STATUS = Map.of(
            "requested", "pending",
            "confirmed", "confirmed",
            "rescheduled", "confirmed",
            "declined", "declined",
            "expired", "expired",
            "cancelled", "cancelled");

    @Override
    public void check(Run run, Consumer<String> violations) {
        var events = run.ending().events();
        events.forEach((id, told) -> checkSequence(id, told, violations));
        run.ending().bookings().forEach((id, row) -> {
            var told = events.get(id);
            if (told == null) {
                violations.accept("Booking " + id + " is there and no event tells of it");
            } else if (!told.getLast().booking().agrees(row)) {
                violations.accept(
                        "The last event of booking " + id + " tells of " + told.getLast() + ", but it is " + row);
            }
        });
        for (var id : events.keySet()) {
            if (!run.ending().bookings().containsKey(id)) {
                violations.accept("Events tell of booking " + id + ", which is missing");
            }
        }
    }

    private static void checkSequence(UUID id, List<Event> told, Consumer<String> violations) {
        Event before = null;
        for (var event : told) {
            var expected = before == null ? 1 : before.version() + 1;
            if (event.version() != expected || event.booking().version() != event.version()) {
                violations.accept("Booking " + id + ": version " + event.version() + " (" + event.what()
                        + ") came where " + expected + " was due");
            }
            if (!event.booking().status().equals(STATUS.get(event.what()))) {
                violations.accept("Booking " + id + ": " + event.what() + " tells of the status "
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
        return before == null
                ? event.what().equals("requested") || event.what().equals("confirmed")
                : FOLLOWS.getOrDefault(before.what(), Set.of()).contains(event.what());
    }

    /** Nothing expires before its time. */
    private static void checkExpiry(Event before, Event event, Consumer<String> violations) {
        var expiresAt = before.booking().expiresAt();
        if (event.what().equals("expired") && expiresAt != null && event.time().isBefore(expiresAt)) {
            violations.accept(
                    "Booking " + event.booking().id() + " expired at " + event.time() + ", before " + expiresAt);
        }
    }
}
