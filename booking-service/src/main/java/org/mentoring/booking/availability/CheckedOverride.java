package org.mentoring.booking.availability;

import java.util.List;

import org.mentoring.booking.schedule.OutsideBooking;

/**
 * What an override would do.
 *
 * @param bookingsOutside the bookings to come that are covered now, and would not be any more
 */
record CheckedOverride(List<OutsideBooking> bookingsOutside) {}
