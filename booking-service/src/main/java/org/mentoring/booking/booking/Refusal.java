package org.mentoring.booking.booking;

import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/**
 * Why a request is declined.
 *
 * @param reason shown to the mentee; null for none
 */
record Refusal(@Size(max = 500) @PlainText String reason) {

    static final Refusal WITHOUT_REASON = new Refusal(null);
}
