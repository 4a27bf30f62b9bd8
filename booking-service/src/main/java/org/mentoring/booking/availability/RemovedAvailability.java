package org.mentoring.booking.availability;

import java.util.List;

import org.mentoring.booking.schedule.OutsideBooking;

/**
 * What came of the removal of a rule or of a window.
 *
 * @param bookingsOutside the bookings to come that no rule or window covers now; they stand all the same
 */
record RemovedAvailability(List<OutsideBooking> bookingsOutside) {}
