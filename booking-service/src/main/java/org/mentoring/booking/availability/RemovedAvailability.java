package org.mentoring.booking.availability;

import java.util.List;

import org.mentoring.booking.schedule.OutsideBooking;

/**
 * Result of the removal of a rule or of a window.
 *
 * @param bookingsOutside the future bookings that no rule or window covers now; they remain valid
 */
record RemovedAvailability(List<OutsideBooking> bookingsOutside) {}
