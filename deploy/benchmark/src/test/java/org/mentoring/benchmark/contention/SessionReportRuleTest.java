package org.mentoring.benchmark.contention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.mentoring.benchmark.contention.SessionHistory.SessionEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** Histories of reports with one violation each, and valid ones. */
class SessionReportRuleTest {

    private final UUID session = UUID.randomUUID();
    private final List<SessionReport> reports = new ArrayList<>();
    private final List<SessionEvent> events = new ArrayList<>();
    private SessionState now = new SessionState(session, 1, "upcoming", null, null, null, false);

    @Test
    void acceptsACorrectHistory() {
        clock("started", "active", null, null, null, false);
        clock("completed", "completed", null, null, null, false);
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        refuse("no-show");
        accept("contest", "no-show", "mentee", "mentor", "mentee", false);
        accept("decide", "completed", null, "mentor", "mentee", true);
        accept("decide", "no-show", "mentee", "mentor", "mentee", true);
        assertThat(violations()).isEmpty();
    }

    @Test
    void acceptsAReportThatBecomesFinalByTimeout() {
        accept("no-show", "no-show", "mentor", "mentee", null, false);
        clock("no-show", "no-show", "mentor", "mentee", null, true);
        assertThat(violations()).isEmpty();
    }

    @Test
    void noticesAFinalStatusThatDiffersFromTheLastReport() {
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        now = new SessionState(session, 2, "completed", null, null, null, false);
        assertViolation("its last event says");
    }

    @Test
    void noticesAnAcceptedReportThatWasLost() {
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        events.clear();
        now = new SessionState(session, 1, "upcoming", null, null, null, false);
        assertViolation("there is no event of it");
    }

    @Test
    void noticesTwoReportsThatWereBothAccepted() {
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        reports.add(new SessionReport("no-show", session, 200, now));
        assertViolation("the same change");
    }

    @Test
    void noticesAnIllegalTransition() {
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        clock("completed", "completed", null, null, null, false);
        assertViolation("came after");
    }

    @Test
    void noticesAReportContestedByItsReporter() {
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        accept("contest", "no-show", "mentee", "mentor", "mentor", false);
        assertViolation("came after");
    }

    @Test
    void noticesAChangeThatNobodyReported() {
        clock("no-show", "no-show", "mentee", "mentor", null, false);
        assertViolation("has no accepted report as its cause");
        // Somebody who got no answer may have.
        reports.add(new SessionReport("no-show", session, 0, null));
        assertThat(violations()).isEmpty();
    }

    @Test
    void noticesAGapAndAnInternalError() {
        accept("no-show", "no-show", "mentee", "mentor", null, false);
        events.set(0, new SessionEvent("no-show", 2, now));
        reports.add(new SessionReport("contest", session, 500, null));
        assertViolation("version 2 (no-show) came where 1 was due");
        assertViolation("internal error");
    }

    private void accept(
            String kind, String status, String absent, String reportedBy, String contestedBy, boolean decided) {
        var what = kind.equals("contest") ? "contested" : status;
        clock(what, status, absent, reportedBy, contestedBy, decided);
        reports.add(new SessionReport(kind, session, 200, now));
    }

    private void refuse(String kind) {
        reports.add(new SessionReport(kind, session, 409, null));
    }

    private void clock(
            String what, String status, String absent, String reportedBy, String contestedBy, boolean decided) {
        now = new SessionState(session, now.version() + 1, status, absent, reportedBy, contestedBy, decided);
        events.add(new SessionEvent(what, events.size() + 1, now));
    }

    private List<String> violations() {
        return SessionReportRule.violations(new SessionHistory(reports, Map.of(session, now), Map.of(session, events)));
    }

    private void assertViolation(String part) {
        assertThat(violations()).anySatisfy(violation -> assertThat(violation).contains(part));
    }
}
