package org.mentoring.mentor.calendar.provider;

import java.time.Instant;

/** A half-open range in which a mentor has no time. */
public record BusyTime(Instant startTime, Instant endTime) {}
