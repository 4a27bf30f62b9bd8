package org.mentoring.booking.availability;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.mentoring.booking.schedule.OutsideBooking;

/**
 * Result of an edit of a rule or of a window.
 *
 * @param entry as it stands now, its members beside {@code bookings_outside}
 * @param bookingsOutside the future bookings that no rule or window covers now; they remain valid
 */
record Edited<T>(@JsonUnwrapped T entry, List<OutsideBooking> bookingsOutside) {}
