package org.mentoring.web.book;

import java.time.Instant;
import java.time.ZoneId;

import org.mentoring.web.language.Reader;
import org.mentoring.web.time.Times;

/**
 * A summary of the booking before it is made.
 *
 * @param span in the reader's zone
 * @param othersSpan in that of the other side; empty where it is the same
 */
public record Summary(Instant start, String type, int minutes, String span, String othersSpan, boolean approval) {

    public static Summary of(
            Reader reader, Instant start, String type, int minutes, String othersZone, boolean approval) {
        var end = start.plusSeconds(minutes * 60L);
        var zone = ZoneId.of(othersZone);
        var same =
                zone.getRules().getOffset(start).equals(reader.zone().getRules().getOffset(start))
                        && zone.getRules().equals(reader.zone().getRules());
        return new Summary(
                start,
                type,
                minutes,
                reader.times().span(start, end),
                same ? "" : new Times(reader.texts(), zone).span(start, end),
                approval);
    }
}
