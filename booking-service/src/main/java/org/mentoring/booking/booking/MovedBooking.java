package org.mentoring.booking.booking;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A booking that was moved.
 *
 * @param booking as it stands now, its members beside the warnings
 * @param warnings what is unusual about the time to which its mentor or an admin has moved it: outside-hours, inside-notice,
 *     beyond-window, busy-elsewhere, over-limit; empty for a mentee, who can only move it to a slot
 */
record MovedBooking(@JsonUnwrapped Booking booking, List<String> warnings) {}
