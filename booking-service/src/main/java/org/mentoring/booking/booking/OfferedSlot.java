package org.mentoring.booking.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.SessionType;

/**
 * A slot as the functions of the database take it, in the type {@code offered_slot}. It carries all that depends on a wall clock, for
 * SQL converts no times.
 *
 * @param type what is or was agreed
 */
record OfferedSlot(OfferedSchedule schedule, SessionType type, Instant start) {

    private static final int SCALARS = 10;

    /** The expression of such an argument whose parameters begin with this number. */
    static String row(int first) {
        var scalars = IntStream.range(first, first + SCALARS)
                .mapToObj(number -> "$" + number)
                .collect(Collectors.joining(", "));
        var range = first + SCALARS;
        return "ROW(%s, tstzrange($%d, $%d), tstzrange($%d, $%d))"
                .formatted(scalars, range, range + 1, range + 2, range + 3);
    }

    /** All parameters of a statement. */
    Tuple between(List<?> before, Object... after) {
        var values = new ArrayList<Object>(before);
        values.addAll(values());
        values.addAll(Arrays.asList(after));
        return Tuple.from(values);
    }

    private List<Object> values() {
        var local = LocalStart.of(start, schedule.mentorZone());
        var day = schedule.dayOf(start);
        var week = schedule.weekOf(start);
        return List.of(
                schedule.mentorId(),
                schedule.version(),
                type.name(),
                utc(start),
                type.durationMinutes(),
                type.bufferBeforeMinutes(),
                type.bufferAfterMinutes(),
                schedule.mentorZone().getId(),
                local.date(),
                local.time(),
                utc(day.start()),
                utc(day.end()),
                utc(week.start()),
                utc(week.end()));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
