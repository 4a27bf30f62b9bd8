package org.mentoring.booking.slot;

import java.time.OffsetDateTime;

import jakarta.annotation.Nullable;

import org.mentoring.booking.schedule.UnavailableReason;

/**
 * Why nothing is free in the time that was asked for.
 *
 * @param until the start of the first slot after that time; null where none is free as far ahead as a session may begin
 */
record Unavailable(UnavailableReason reason, @Nullable OffsetDateTime until) {}
