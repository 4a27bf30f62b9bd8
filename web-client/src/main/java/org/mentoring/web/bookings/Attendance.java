package org.mentoring.web.bookings;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.mentoring.web.api.model.MentoringSession;

/**
 * Who attended a session that has begun, and which actions the reader has.
 *
 * @param state came, me or other: who is said not to have come
 * @param completable whether the mentor may end it before its time
 * @param settled whether the outcome is final
 */
public record Attendance(
        MentoringSession session,
        String state,
        boolean completable,
        boolean reportable,
        boolean contestable,
        boolean contested,
        boolean settled) {

    private static final Duration REPORTABLE_FOR = Duration.ofDays(7);

    static Attendance of(MentoringSession session, BookingView view, Instant now) {
        var me = view.side().key();
        var absent = session.status().equals("no-show");
        var byOther = !view.admin()
                && session.reportedBy() != null
                && !session.reportedBy().equals(me);
        return new Attendance(
                session,
                !absent ? "came" : me.equals(session.absent()) ? "me" : "other",
                view.mentor() && Set.of("upcoming", "active").contains(session.status()),
                !view.admin()
                        && session.reportedAt() == null
                        && now.isBefore(session.endTime().plus(REPORTABLE_FOR)),
                byOther
                        && session.decidedAt() == null
                        && session.contestedAt() == null
                        && session.contestableUntil() != null
                        && now.isBefore(session.contestableUntil()),
                session.contestedAt() != null && session.decidedAt() == null,
                session.decidedAt() != null);
    }
}
