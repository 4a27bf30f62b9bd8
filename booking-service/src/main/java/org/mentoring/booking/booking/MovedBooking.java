package org.mentoring.booking.booking;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A booking that was moved, or whose move was proposed.
 *
 * @param booking as it stands now, its members beside the warnings
 * @param warnings what is unusual about a time chosen by the mentor or an admin; empty for a mentee, who can only choose free slots
 */
record MovedBooking(@JsonUnwrapped Booking booking, List<TimeWarning> warnings) {}
