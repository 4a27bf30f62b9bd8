package org.mentoring.booking.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * Free slots.
 *
 * @param timeZone the IANA zone whose offsets the times carry
 */
record SlotList(UUID mentorId, String timeZone, List<Slot> items) {

    /** A time that can be booked. */
    record Slot(OffsetDateTime startTime, OffsetDateTime endTime, String sessionType) {}

    static SlotList of(UUID mentorId, ZoneId zone, SessionType type, List<Instant> starts) {
        var rules = zone.getRules();
        var items = starts.stream()
                .map(start -> {
                    var end = start.plus(type.duration());
                    return new Slot(
                            start.atOffset(rules.getOffset(start)), end.atOffset(rules.getOffset(end)), type.name());
                })
                .toList();
        return new SlotList(mentorId, zone.getId(), items);
    }
}
