package org.mentoring.booking.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

/**
 * Free slots.
 *
 * @param timeZone the IANA zone whose offsets the times carry
 * @param nextFrom the start of the first slot that the answer had no room for, to ask for as {@code from}; null when all are here
 */
record SlotList(
        UUID mentorId,
        String timeZone,
        List<Slot> items,
        @Nullable OffsetDateTime nextFrom) {

    /** Of one answer. */
    static final int MOST = 5_000;

    /** A time that can be booked. */
    record Slot(OffsetDateTime startTime, OffsetDateTime endTime, String sessionType) {}

    /** @param starts may be more than one answer has room for */
    static SlotList of(UUID mentorId, ZoneId zone, SessionType type, List<Instant> starts) {
        var rules = zone.getRules();
        var items = starts.stream()
                .limit(MOST)
                .map(start -> {
                    var end = start.plus(type.duration());
                    return new Slot(
                            start.atOffset(rules.getOffset(start)), end.atOffset(rules.getOffset(end)), type.name());
                })
                .toList();
        var next = starts.size() > MOST ? starts.get(MOST) : null;
        return new SlotList(mentorId, zone.getId(), items, next == null ? null : next.atOffset(rules.getOffset(next)));
    }
}
