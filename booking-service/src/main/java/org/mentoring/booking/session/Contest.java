package org.mentoring.booking.session;

import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/**
 * An objection to a report that somebody did not come.
 *
 * @param reason for the admin who decides, and shown to both sides; null for none
 */
record Contest(@Size(max = 1000) @PlainText @NotInvisible String reason) {

    static final Contest WITHOUT_REASON = new Contest(null);
}
