package org.mentoring.mentor.profile;

import jakarta.annotation.Nullable;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.mentoring.kit.validation.PlainText;

/**
 * What a suspension means for the mentor's coming sessions and requests.
 *
 * @param sessions cancel, so that their mentees are told and the times are free again; or keep. Cancel when missing
 * @param reason told to the mentor and, where sessions are cancelled, to the mentees; null for none
 */
record Suspension(
        @Nullable SuspendedSessions sessions,
        @Nullable @Size(max = 500) @PlainText String reason) {

    static final Suspension USUAL = new Suspension(SuspendedSessions.CANCEL, null);
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
