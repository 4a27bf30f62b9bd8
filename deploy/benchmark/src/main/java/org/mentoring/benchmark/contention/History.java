package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests of clients and the answers, in the order of the answers. */
final class History {

    private final List<Attempt> attempts = new ArrayList<>();
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();

    /** The time, by a monotonic clock. */
    Instant now() {
        return began.plusNanos(System.nanoTime() - beganNanos);
    }

    synchronized void add(Attempt attempt) {
        attempts.add(attempt);
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** How many attempts of each kind had which outcome. */
    static Map<Kind, Map<String, Long>> summary(List<Attempt> attempts) {
        var summary = new EnumMap<Kind, Map<String, Long>>(Kind.class);
        for (var attempt : attempts) {
            var outcome =
                    switch (attempt.outcome()) {
                        case Outcome.Done done -> "done";
                        case Outcome.Refused(int status, String problem) -> word(status + " " + problem);
                        case Outcome.Unknown(String later) -> "unknown";
                        case Outcome.FoundDone(BookingState state, String later) ->
                            later.isEmpty() ? "found done" : "found done, later " + word(later);
                        case Outcome.FoundUndone(String later) ->
                            later.isEmpty() ? "found undone" : "found undone, later " + word(later);
                    };
            summary.computeIfAbsent(attempt.kind(), kind -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
        }
        return summary;
    }

    /** The status and the last part of the type. */
    private static String word(String refusal) {
        return refusal.replaceFirst("urn:problem-type:mentoring:", "");
    }
}
