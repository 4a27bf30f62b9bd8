package org.mentoring.booking.availability;

import java.util.List;

import org.mentoring.booking.schedule.OutsideBooking;

/**
 * The effect of an override.
 *
 * @param bookingsOutside the future bookings that would no longer be covered
 */
record CheckedOverride(List<OutsideBooking> bookingsOutside) {}
