package org.mentoring.mentor.profile;

import jakarta.annotation.Nullable;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.mentoring.kit.validation.PlainText;

/**
 * The effect of a suspension on the mentor's future sessions and requests.
 *
 * @param sessions cancel (the default) notifies the mentees and frees the times; or keep
 * @param reason shown to the mentor and, if sessions are cancelled, to the mentees; null for none
 */
record Suspension(
        @Nullable SuspendedSessions sessions,
        @Nullable @Size(max = 500) @PlainText String reason) {

    static final Suspension DEFAULT = new Suspension(SuspendedSessions.CANCEL, null);
    static final Suspension ACCOUNT_CLOSED = new Suspension(SuspendedSessions.CANCEL, "account closed");

    enum SuspendedSessions {
        @JsonProperty("cancel")
        CANCEL,
        @JsonProperty("keep")
        KEEP
    }

    Suspension {
        if (sessions == null) {
            sessions = SuspendedSessions.CANCEL;
        }
    }
}
