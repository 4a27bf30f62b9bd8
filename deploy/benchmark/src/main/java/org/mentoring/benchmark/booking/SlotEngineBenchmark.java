package org.mentoring.benchmark.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.mentoring.booking.slotengine.Recurrence;
import org.mentoring.booking.slotengine.Rule;
import org.mentoring.booking.slotengine.Schedule;
import org.mentoring.booking.slotengine.SlotEngine;
import org.mentoring.booking.slotengine.SlotQuery;
import org.mentoring.booking.slotengine.TimeRange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The slot engine on a weekly schedule across a clock change, with busy times spread over the range. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlotEngineBenchmark {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST_DAY = LocalDate.of(2027, 3, 15);

    @Param({"30", "60", "365"})
    int days;

    @Param({"0", "200"})
    int busyRanges;

    private Schedule schedule;
    private List<TimeRange> busy;
    private SlotQuery query;

    @Setup
    public void prepare() {
        var weekdays = new Recurrence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Set.of(), Set.of());
        schedule = new Schedule(
                ZONE,
                List.of(new Rule(
                        LocalDateTime.parse("2026-01-05T09:00"), LocalDateTime.parse("2026-01-05T17:00"), weekdays)),
                List.of(),
                List.of());
        var from = FIRST_DAY.atStartOfDay(ZONE).toInstant();
        var to = FIRST_DAY.plusDays(days).atStartOfDay(ZONE).toInstant();
        busy = new ArrayList<>();
        for (var i = 0; i < busyRanges; i++) {
            var start =
                    from.plus(Duration.between(from, to).dividedBy(busyRanges).multipliedBy(i));
            busy.add(new TimeRange(start, start.plus(Duration.ofMinutes(45))));
        }
        query = new SlotQuery(
                from,
                to,
                from,
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10));
    }

    @Benchmark
    public List<Instant> starts() {
        return SlotEngine.starts(schedule, busy, query);
    }
}
