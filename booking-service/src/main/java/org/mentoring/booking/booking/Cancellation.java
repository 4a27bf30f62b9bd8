package org.mentoring.booking.booking;

import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/**
 * Why a booking is cancelled.
 *
 * @param reason shown to the other side; null for none
 */
record Cancellation(@Size(max = 500) @PlainText String reason) {

    static final Cancellation WITHOUT_REASON = new Cancellation(null);
}
