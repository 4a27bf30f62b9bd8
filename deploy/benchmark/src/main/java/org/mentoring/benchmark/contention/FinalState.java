package org.mentoring.benchmark.contention;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The state after a run, when nothing is in progress.
 *
 * @param bookings the rows of the database, without holds
 * @param sessions by the booking
 * @param events by the booking, in the order in which a subscriber got them, each once
 * @param keys what the idempotency keys remember: the booking of the first answer, by the key
 */
record FinalState(
        Map<UUID, BookingState> bookings,
        Map<UUID, SessionRow> sessions,
        Map<UUID, List<Event>> events,
        Map<String, BookingState> keys) {}
