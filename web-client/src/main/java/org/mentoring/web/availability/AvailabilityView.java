package org.mentoring.web.availability;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.model.AvailabilityRule;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Option;
import org.mentoring.web.language.Texts;
import org.mentoring.web.time.Times;

/**
 * What the page of the hours shows.
 *
 * @param status of the mentor: applied, approved, suspended; empty where that is not known
 * @param fingerprint of the rules that the form was filled from
 * @param changed whether the form says something else than the rules
 * @param theirs the hours that were saved elsewhere in the meantime, by day; empty where nothing was
 * @param outside bookings that would be outside of the hours, to be confirmed
 * @param inside bookings that would be outside of the hours by the exception, to be confirmed
 * @param typedSaid what the last step in the form of an exception did, for people who cannot see it; empty for nothing
 */
record AvailabilityView(
        WeekView week,
        FormErrors errors,
        String status,
        String fingerprint,
        boolean changed,
        String zone,
        List<String> theirs,
        List<Booking> outside,
        List<Other> others,
        ApiResult<List<ListedException>> exceptions,
        ExceptionForm typed,
        FormErrors typedErrors,
        List<Booking> inside,
        String typedSaid,
        Preview preview) {

    /** A rule that is not plain weekly hours. */
    record Other(UUID id, String label) {}

    record PreviewDay(String name, List<String> times, int more) {}

    record Preview(List<Option> zones, String zone, ApiResult<List<PreviewDay>> days) {}

    private static final int SHOWN_TIMES = 8;

    static Other other(AvailabilityRule rule, Texts texts, ZoneId zone) {
        var times = new Times(texts, zone);
        var first = times.moment(rule.startTime());
        return new Other(
                rule.id(),
                rule.recurrence() == null
                        ? texts.of("availability.once", "first", first)
                        : texts.of("availability.recurs", "first", first, "rule", WeeklyRules.words(rule, texts)));
    }

    static List<PreviewDay> days(List<Slot> slots, Texts texts, ZoneId zone) {
        var times = new Times(texts, zone);
        return slots.stream()
                .collect(Collectors.groupingBy(
                        slot -> times.localDate(slot.startTime()), java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(day -> new PreviewDay(
                        times.shortDay(day.getValue().getFirst().startTime()),
                        day.getValue().stream()
                                .limit(SHOWN_TIMES)
                                .map(slot -> times.clock(slot.startTime()))
                                .toList(),
                        Math.max(0, day.getValue().size() - SHOWN_TIMES)))
                .toList();
    }
}
