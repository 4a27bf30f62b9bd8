package org.mentoring.booking.availability;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.mentoring.booking.schedule.DiscontinuedTypeBooking;
import org.mentoring.booking.schedule.OutsideBooking;

/**
 * Result of an edit of the settings.
 *
 * @param settings as they stand now, their members beside the others
 * @param bookingsOutside the future bookings that no rule or window covers now; they remain valid
 * @param bookingsOfOldTypes the future bookings of session types that were removed or have other terms now; they remain valid on
 *     their own terms, and can be moved on them
 */
record EditedSettings(
        @JsonUnwrapped Settings settings,
        List<OutsideBooking> bookingsOutside,
        List<DiscontinuedTypeBooking> bookingsOfOldTypes) {}
