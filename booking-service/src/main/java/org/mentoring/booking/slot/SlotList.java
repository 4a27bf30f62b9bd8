package org.mentoring.booking.slot;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.SessionType;

/**
 * Free slots, and the session types that they are offered for.
 *
 * @param timeZone the IANA zone whose offsets the times carry
 * @param nextFrom the start of the first slot that is not in this response, for the {@code from} of the next request; null if all are
 * @param sessionTypes what can be booked, the usual one first
 * @param approvalRequired whether a booking waits until the mentor accepts it
 * @param bookingWindowDays how many days ahead a session may begin
 * @param unavailable why there are none; null if there are slots, if the range cannot be booked at all, and for a move
 */
record SlotList(
        UUID mentorId,
        String timeZone,
        List<Slot> items,
        @Nullable OffsetDateTime nextFrom,
        List<OfferedType> sessionTypes,
        boolean approvalRequired,
        long bookingWindowDays,
        @Nullable Unavailable unavailable) {

    /** The most slots of one response. */
    static final int MOST = 5_000;

    /** A time that can be booked. */
    record Slot(OffsetDateTime startTime, OffsetDateTime endTime, String sessionType) {}

    /** A kind of session. */
    record OfferedType(String name, int durationMinutes) {}

    /** @param starts may be more than the limit of slots */
    static SlotList of(OfferedSchedule schedule, ZoneId zone, SessionType type, List<Instant> starts, int limit) {
        var rules = zone.getRules();
        var items = starts.stream()
                .limit(limit)
                .map(start -> {
                    var end = start.plus(type.duration());
                    return new Slot(
                            start.atOffset(rules.getOffset(start)), end.atOffset(rules.getOffset(end)), type.name());
                })
                .toList();
        var next = starts.size() > limit ? starts.get(limit) : null;
        var types = schedule.sessionTypes().stream()
                .map(one -> new OfferedType(one.name(), one.durationMinutes()))
                .toList();
        return new SlotList(
                schedule.mentorId(),
                zone.getId(),
                items,
                next == null ? null : next.atOffset(rules.getOffset(next)),
                types,
                schedule.approvalRequired(),
                schedule.bookingWindow().toDays(),
                null);
    }

    SlotList with(Unavailable why) {
        return new SlotList(
                mentorId, timeZone, items, nextFrom, sessionTypes, approvalRequired, bookingWindowDays, why);
    }
}
