package org.mentoring.benchmark.contention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.mentoring.benchmark.contention.SessionHistory.SessionEvent;

/**
 * A session has the state of the last accepted report: each accepted report has one event, each event is a legal transition from
 * the previous one and is caused by a report or a timeout, and the last one has the state of the session.
 */
final class SessionReportRule {

    private static final int INTERNAL_ERROR = 500;

    private SessionReportRule() {}

    /** A sentence for each violation; empty for a history that was right. */
    static List<String> violations(SessionHistory history) {
        var violations = new ArrayList<String>();
        Consumer<String> add = violation -> violations.add("SessionReportRule: " + violation);
        history.rows().forEach((session, row) -> {
            var events = history.events().getOrDefault(session, List.of());
            var reports = history.reports().stream()
                    .filter(report -> report.session().equals(session))
                    .toList();
            checkEvents(row, events, add);
            checkReports(row, events, reports, add);
        });
        history.reports().stream()
                .filter(report -> report.status() == INTERNAL_ERROR)
                .forEach(report -> add.accept(report + " met an internal error"));
        return violations;
    }

    private static void checkEvents(SessionState row, List<SessionEvent> events, Consumer<String> add) {
        var before = new SessionState(row.session(), 1, "upcoming", null, null, null, false);
        var due = 1L;
        for (var event : events) {
            if (event.version() != due || event.state().version() != before.version() + 1) {
                add.accept("Session " + row.session() + ": version " + event.version() + " (" + event.what()
                        + ") came where " + due + " was due");
            }
            if (!follows(before, event.what(), event.state())) {
                add.accept("Session " + row.session() + ": " + event + " came after " + before);
            }
            before = event.state();
            due++;
        }
        if (!before.equals(row)) {
            add.accept("Session " + row.session() + " is " + row + ", its last event says is " + before);
        }
    }

    private static boolean follows(SessionState before, String what, SessionState after) {
        var open = before.status().equals("upcoming") || before.status().equals("active");
        var sameReport = Objects.equals(before.reportedBy(), after.reportedBy())
                && Objects.equals(before.contestedBy(), after.contestedBy());
        // A report that nobody contested in time can be decided before the clock has made it final.
        var decidable = (before.reported() || before.contested() || before.decided()) && sameReport && after.decided();
        return switch (what) {
            case "started" ->
                before.status().equals("upcoming") && after.status().equals("active");
            case "completed" ->
                after.status().equals("completed")
                        && after.absent() == null
                        && (after.decided() ? decidable : open && after.reportedBy() == null);
            case "contested" ->
                before.reported()
                        && after.contested()
                        && !after.contestedBy().equals(after.reportedBy())
                        && Objects.equals(before.absent(), after.absent());
            case "no-show" ->
                after.status().equals("no-show")
                        && after.absent() != null
                        && (after.reported()
                                ? before.reportedBy() == null && !before.decided()
                                : decidable
                                        || before.reported()
                                                && sameReport
                                                && after.decided()
                                                && before.absent().equals(after.absent()));
            default -> false;
        };
    }

    private static void checkReports(
            SessionState row, List<SessionEvent> events, List<SessionReport> reports, Consumer<String> add) {
        var explained = new HashMap<Long, SessionReport>();
        for (var report : reports) {
            if (report.accepted()) {
                var other = explained.putIfAbsent(report.answer().version(), report);
                if (other != null) {
                    add.accept(report + " and " + other + " were both answered that they made the same change");
                }
                if (events.stream().noneMatch(event -> event.state().equals(report.answer()))) {
                    add.accept(report + " was accepted and there is no event of it");
                }
            }
        }
        var somethingUnknown = reports.stream().anyMatch(SessionReport::unknown);
        for (var event : events) {
            if (!explained.containsKey(event.state().version()) && !isTimeout(event) && !somethingUnknown) {
                add.accept("Session " + row.session() + ": " + event + " has no accepted report as its cause");
            }
        }
    }

    private static boolean isTimeout(SessionEvent event) {
        var state = event.state();
        return switch (event.what()) {
            case "started" -> true;
            case "completed" -> !state.decided();
            case "no-show" -> state.decided() && state.contestedBy() == null;
            default -> false;
        };
    }
}
