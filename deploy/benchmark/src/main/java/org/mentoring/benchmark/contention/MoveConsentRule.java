package org.mentoring.benchmark.contention;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A confirmed booking is moved only by its mentor, or to a time that one side has proposed and the other has accepted; where no
 * approval is required, its mentee may move it, too.
 */
final class MoveConsentRule implements Rule {

    @Override
    public void check(Run run, Consumer<String> violations) {
        var changes = run.changes();
        run.finalState().events().forEach((id, events) -> {
            Map<Long, Attempt> byVersion = new HashMap<>();
            changes.getOrDefault(id, List.of())
                    .forEach(attempt ->
                            byVersion.put(attempt.change().orElseThrow().version(), attempt));
            for (var i = 1; i < events.size(); i++) {
                var before = events.get(i - 1).booking();
                var after = events.get(i).booking();
                var attempt = byVersion.get(after.version());
                if (attempt != null
                        && !before.start().equals(after.start())
                        && !isAgreed(run, before, after, attempt)) {
                    violations.accept(attempt + " moved booking " + id + " from " + before.start() + " to "
                            + after.start() + ", to which nobody had agreed");
                }
            }
        });
    }

    private static boolean isAgreed(Run run, BookingState before, BookingState after, Attempt attempt) {
        var isMentor = attempt.caller().equals(before.mentor());
        return switch (attempt.kind()) {
            case RESCHEDULE ->
                isMentor
                        || before.status().equals("pending")
                        || !run.terms().get(before.mentor()).approval();
            case ACCEPT_PROPOSAL ->
                before.proposal() != null
                        && before.proposal().start().equals(after.start())
                        && !before.proposer().equals(attempt.caller());
            default -> false;
        };
    }
}
