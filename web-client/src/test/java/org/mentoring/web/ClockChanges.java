package org.mentoring.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.Stream;

/** When clocks change next, counted from today. */
public final class ClockChanges {

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private ClockChanges() {}

    /** The next time at which clocks in Berlin skip an hour. */
    public static ZoneOffsetTransition forward() {
        return next().filter(ZoneOffsetTransition::isGap).findFirst().orElseThrow();
    }

    /** The next time at which clocks in Berlin show an hour twice. */
    public static ZoneOffsetTransition back() {
        return next().filter(ZoneOffsetTransition::isOverlap).findFirst().orElseThrow();
    }

    /** The next one of either kind. */
    public static ZoneOffsetTransition first() {
        return next().findFirst().orElseThrow();
    }

    private static Stream<ZoneOffsetTransition> next() {
        var rules = BERLIN.getRules();
        return Stream.iterate(
                rules.nextTransition(Instant.now()), transition -> rules.nextTransition(transition.getInstant()));
    }
}
