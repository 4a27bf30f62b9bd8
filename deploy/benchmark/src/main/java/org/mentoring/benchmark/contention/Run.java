package org.mentoring.benchmark.contention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static java.util.stream.Collectors.toMap;

/** All that is known of a run, after unknown outcomes have been looked up. */
record Run(Map<UUID, Terms> terms, List<Attempt> attempts, FinalState finalState) {

    /**
     * Resolves unknown outcomes: by the key of the attempt, which remembers success alone, or by the note in
     * the first event of a booking, which contains the attempt's number. Holds have neither and stay unknown.
     */
    static Run of(Map<UUID, Terms> terms, List<Attempt> attempts, FinalState finalState) {
        var byNote = finalState.events().values().stream()
                .map(events -> events.getFirst().booking())
                .filter(booking -> booking.note() != null)
                .collect(toMap(BookingState::note, booking -> booking, (one, other) -> one));
        var resolved = new ArrayList<Attempt>(attempts.size());
        for (var attempt : attempts) {
            resolved.add(
                    attempt.outcome() instanceof Outcome.Unknown(String later)
                            ? attempt.with(resolve(attempt, later, finalState.keys(), byNote))
                            : attempt);
        }
        return new Run(terms, resolved, finalState);
    }

    private static Outcome resolve(
            Attempt attempt, String later, Map<String, BookingState> keys, Map<String, BookingState> byNote) {
        BookingState found;
        if (attempt.key() != null) {
            found = keys.get(attempt.key());
        } else if (attempt.kind() == Kind.BOOK) {
            found = byNote.get(Long.toString(attempt.number()));
        } else {
            return attempt.outcome();
        }
        return found == null ? new Outcome.FoundUndone(later) : new Outcome.FoundDone(found, later);
    }

    /** The attempts that may explain a change of a booking, by the booking. */
    Map<UUID, List<Attempt>> changes() {
        var changes = new HashMap<UUID, List<Attempt>>();
        for (var attempt : attempts) {
            attempt.change()
                    .ifPresent(booking -> changes.computeIfAbsent(booking.id(), id -> new ArrayList<>(4))
                            .add(attempt));
        }
        return changes;
    }
}
