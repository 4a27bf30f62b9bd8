package org.mentoring.booking.availability;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.mentoring.booking.schedule.OutsideBooking;

/**
 * Result of an edit of an override.
 *
 * @param override as it stands now, its members beside {@code bookings_outside}
 * @param bookingsOutside the future bookings that no rule, window or override covers now; they remain valid
 */
record EditedOverride(@JsonUnwrapped AvailabilityOverride override, List<OutsideBooking> bookingsOutside) {}
