package org.mentoring.benchmark.contention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Checks a run by its history and by the state at its end. */
final class HistoryChecker {

    private static final List<Rule> RULES = List.of(
            new AcknowledgedChangesRule(),
            new EventOrderRule(),
            new MoveConsentRule(),
            new SessionRule(),
            new NoOverlapRule(),
            new DailyLimitRule(),
            new MenteeLimitRule());

    private HistoryChecker() {}

    /** A sentence for each violation; empty for a run that was right. */
    static List<String> violations(Map<UUID, Terms> terms, List<Attempt> history, FinalState finalState) {
        return violations(Run.of(terms, history, finalState));
    }

    static List<String> violations(Run run) {
        var violations = new ArrayList<String>();
        for (var rule : RULES) {
            rule.check(run, violation -> violations.add(rule.getClass().getSimpleName() + ": " + violation));
        }
        return violations;
    }
}
