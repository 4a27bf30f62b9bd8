package org.mentoring.booking.slot;

import java.time.ZoneId;
import java.util.List;

/**
 * When somebody is available.
 *
 * @param timeZone on whose wall clock the rules stand, and whose days begin the grid anew
 * @param rules windows that recur
 * @param available windows besides the rules
 * @param blocked windows in which nothing may take place, whatever else says so
 */
public record Schedule(ZoneId timeZone, List<Rule> rules, List<TimeRange> available, List<TimeRange> blocked) {

    public Schedule {
        rules = List.copyOf(rules);
        available = List.copyOf(available);
        blocked = List.copyOf(blocked);
    }
}
