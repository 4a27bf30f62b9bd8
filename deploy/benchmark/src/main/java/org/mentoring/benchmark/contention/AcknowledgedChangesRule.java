package org.mentoring.benchmark.contention;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Acknowledged changes are in the database, refused ones are not, and every change has a cause: it was published as it was
 * answered, was made by one attempt or by a timeout, and is what the idempotency key remembers.
 */
final class AcknowledgedChangesRule implements Rule {

    private static final int INTERNAL_ERROR = 500;

    /** A state that a booking was in. */
    private record Version(UUID booking, long number) {}

    @Override
    public void check(Run run, Consumer<String> violations) {
        var explained = new HashMap<Version, Attempt>();
        for (var attempt : run.attempts()) {
            if (attempt.outcome() instanceof Outcome.Refused(int status, String problem)) {
                checkRefused(attempt, status, problem, run.finalState(), violations);
            }
            attempt.change().ifPresent(change -> {
                checkAcknowledged(attempt, change, run, violations);
                var other = explained.putIfAbsent(new Version(change.id(), change.version()), attempt);
                if (other != null) {
                    violations.accept(attempt + " and " + other + " were both answered that they made version "
                            + change.version() + " of booking " + change.id());
                }
            });
        }
        checkEveryChangeIsExplained(run, explained, violations);
        checkKeys(run, violations);
    }

    private static void checkRefused(
            Attempt attempt, int status, String problem, FinalState finalState, Consumer<String> violations) {
        if (status == INTERNAL_ERROR) {
            violations.accept(attempt + " met an internal error");
        }
        if (attempt.key() != null && finalState.keys().containsKey(attempt.key())) {
            violations.accept(
                    attempt + " was refused (" + status + " " + problem + ") and yet its key remembers success");
        }
    }

    private static void checkAcknowledged(Attempt attempt, BookingState change, Run run, Consumer<String> violations) {
        var row = run.finalState().bookings().get(change.id());
        if (row == null) {
            violations.accept(attempt + " was acknowledged and booking " + change.id() + " is missing");
        } else if (row.version() < change.version()) {
            violations.accept(attempt + " was acknowledged and version " + change.version() + " of booking "
                    + change.id() + " is missing");
        }
        if (run.finalState().events().getOrDefault(change.id(), List.of()).stream()
                .noneMatch(event ->
                        event.version() == change.version() && event.booking().agrees(change))) {
            violations.accept(attempt + " was acknowledged and there is no event of version " + change.version()
                    + " of booking " + change.id() + " as it was answered");
        }
        if (!matchesRequest(attempt, change, run.terms().get(attempt.mentor()))) {
            violations.accept(attempt + " was answered with something else: " + change);
        }
        if (attempt.key() != null) {
            var remembered = run.finalState().keys().get(attempt.key());
            if (remembered == null || !remembered.agrees(change)) {
                violations.accept(attempt + " was acknowledged and its key remembers " + remembered);
            }
        }
    }

    private static boolean matchesRequest(Attempt attempt, BookingState change, Terms terms) {
        return switch (attempt.kind()) {
            case BOOK ->
                change.version() == 1
                        && change.mentee().equals(attempt.caller())
                        && change.mentor().equals(attempt.mentor())
                        && change.start().equals(attempt.start())
                        && change.status().equals(terms.approval() ? "pending" : "confirmed");
            case RESCHEDULE ->
                change.id().equals(attempt.target())
                        && change.occupies()
                        && (change.start().equals(attempt.start()) || isProposed(attempt, change));
            case PROPOSE -> change.id().equals(attempt.target()) && change.occupies() && isProposed(attempt, change);
            case ACCEPT_PROPOSAL ->
                change.id().equals(attempt.target())
                        && change.status().equals("confirmed")
                        && change.start().equals(attempt.start())
                        && change.proposal() == null;
            case DECLINE_PROPOSAL, WITHDRAW_PROPOSAL ->
                change.id().equals(attempt.target()) && change.occupies() && change.proposal() == null;
            case ACCEPT ->
                change.id().equals(attempt.target()) && change.status().equals("confirmed");
            case DECLINE ->
                change.id().equals(attempt.target()) && change.status().equals("declined");
            case CANCEL ->
                change.id().equals(attempt.target()) && change.status().equals("cancelled");
            case HOLD, RELEASE -> false;
        };
    }

    private static boolean isProposed(Attempt attempt, BookingState change) {
        return change.proposal() != null
                && change.proposal().start().equals(attempt.start())
                && change.proposer().equals(attempt.caller());
    }

    private static void checkEveryChangeIsExplained(
            Run run, Map<Version, Attempt> explained, Consumer<String> violations) {
        run.finalState().events().forEach((id, events) -> {
            for (var event : events) {
                if (!event.isTimeout() && !explained.containsKey(new Version(id, event.version()))) {
                    violations.accept("Version " + event.version() + " of booking " + id + " (" + event.what()
                            + ") is there and has no attempt that was not refused as its cause");
                }
            }
        });
        for (var id : run.finalState().bookings().keySet()) {
            if (!explained.containsKey(new Version(id, 1))) {
                violations.accept("Booking " + id + " is there and no attempt that was not refused wanted it");
            }
        }
    }

    private static void checkKeys(Run run, Consumer<String> violations) {
        var known = new HashSet<String>();
        run.attempts().forEach(attempt -> {
            if (attempt.key() != null && !known.add(attempt.key())) {
                violations.accept(attempt + " has the key of another");
            }
        });
        for (var key : run.finalState().keys().keySet()) {
            if (!known.contains(key)) {
                violations.accept("The key " + key + " is remembered and nobody sent it");
            }
        }
    }
}
