package org.mentoring.benchmark.contention;

import java.util.List;
import java.util.function.Consumer;

/** A booking has a session as soon as it is confirmed and not before; the session is where and what the booking is. */
final class SessionRule implements Rule {

    @Override
    public void check(Run run, Consumer<String> violations) {
        var sessions = run.finalState().sessions();
        run.finalState().bookings().forEach((id, booking) -> {
            var wasConfirmed = run.finalState().events().getOrDefault(id, List.of()).stream()
                    .anyMatch(event -> event.what().equals("confirmed"));
            var session = sessions.get(id);
            if (wasConfirmed != (session != null)) {
                violations.accept("Booking " + id + (wasConfirmed ? " has no session" : " has a session too early"));
            } else if (session != null) {
                checkSession(booking, session, violations);
            }
        });
    }

    private static void checkSession(BookingState booking, SessionRow session, Consumer<String> violations) {
        var cancelled = session.status().equals("cancelled");
        if (cancelled != booking.status().equals("cancelled")) {
            violations.accept(
                    "Booking " + booking.id() + " is " + booking.status() + ", its session " + session.status());
        }
        if (!session.start().equals(booking.start()) || !session.end().equals(booking.end())) {
            violations.accept(
                    "Booking " + booking.id() + " is at " + booking.start() + ", its session at " + session.start());
        }
        var version = 1;
        for (var change : session.changes()) {
            if (change.version() != version++) {
                violations.accept("The session of booking " + booking.id() + ": version " + change.version() + " ("
                        + change.what() + ") came where " + (version - 1) + " was due");
            }
        }
        if (cancelled
                && session.changes().stream().noneMatch(change -> change.what().equals("cancelled"))) {
            violations.accept("The session of booking " + booking.id() + " was cancelled and there is no event of it");
        }
    }
}
