package org.mentoring.web.move;

import java.util.UUID;

import org.mentoring.web.book.FreeTimes;
import org.mentoring.web.book.Summary;
import org.mentoring.web.book.TimeSelection;

/**
 * A session that is to be moved, or for which another time is to be proposed. Type and length stay.
 *
 * @param action move or propose
 * @param linked whether the person followed the link of a mail, without signing in
 * @param other the name of the other side
 * @param current the session as it is
 * @param othersZone the zone of the other side
 * @param mentor whether the reader is the mentor of the session
 * @param mayNeedApproval whether the session stays until its mentor has agreed, where the mentor approves sessions
 */
public record Moving(
        UUID booking,
        String action,
        boolean linked,
        String other,
        Summary current,
        String othersZone,
        boolean mentor,
        boolean mayNeedApproval,
        FreeTimes freeTimes,
        TimeSelection chosen) {

    static final String PROPOSE = "propose";

    public boolean proposing() {
        return action.equals(PROPOSE);
    }

    /** The key of the page's title. */
    public String title() {
        return proposing() ? "move.propose.title" : "move.title";
    }

    /** The address of the session's page. */
    public String page() {
        return "/bookings/" + booking + (linked ? "/link" : "");
    }

    public String path() {
        return page() + "/" + action;
    }

    /** Whether a time was chosen other than the one that the session has. */
    public boolean timeChosen() {
        return chosen.start() != null && !chosen.start().equals(current.start());
    }

    Moving at(TimeSelection other) {
        return new Moving(
                booking, action, linked, this.other, current, othersZone, mentor, mayNeedApproval, freeTimes, other);
    }
}
