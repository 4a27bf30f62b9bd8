package org.mentoring.web.book;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.time.Zones;

/**
 * The part of a choice of a time that is made so far, as query parameters, so that the address shows the same page again.
 * Invalid parameters are ignored.
 *
 * @param type the name of a session type
 * @param zone in which times are shown instead of the reader's own
 */
public record TimeSelection(String type, YearMonth month, LocalDate day, Instant start, String zone) {

    private static final int LONGEST_TYPE = 400;
    private static final int YEARS = 5;

    public static TimeSelection of(String type, String month, String day, String start, String zone) {
        return new TimeSelection(
                type == null || type.isBlank() || type.length() > LONGEST_TYPE ? null : type,
                read(month, YearMonth::parse, YearMonth::getYear),
                read(day, LocalDate::parse, LocalDate::getYear),
                read(start, text -> OffsetDateTime.parse(text).toInstant(), TimeSelection::year),
                Reader.zone(zone).map(ZoneId::getId).orElse(null));
    }

    /** The choice that a form was sent with. */
    public static TimeSelection of(SentForm form) {
        return of(form.one("type"), null, null, form.one("start"), form.one("zone"));
    }

    public static TimeSelection nothing() {
        return new TimeSelection(null, null, null, null, null);
    }

    /** The id of the zone that was typed; null where there is none, or several may be meant. */
    public static String zoneMeant(String typed, Locale locale) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        var found = Zones.find(typed, locale);
        return found.size() == 1
                ? found.getFirst().getId()
                : Zones.ofId(typed).map(ZoneId::getId).orElse(null);
    }

    public TimeSelection ofType(String other) {
        return new TimeSelection(other, null, null, null, zone);
    }

    TimeSelection atMonth(YearMonth other) {
        return new TimeSelection(type, other, null, null, zone);
    }

    public TimeSelection atDay(LocalDate other) {
        return new TimeSelection(type, YearMonth.from(other), other, null, zone);
    }

    public TimeSelection atStart(Instant other) {
        return new TimeSelection(type, null, null, other, zone);
    }

    public String address(String path) {
        return PageAddress.of(path)
                .with("type", type)
                .with("month", day == null ? month : null)
                .with("day", day)
                .with("start", start)
                .with("zone", zone)
                .toString();
    }

    private static int year(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear();
    }

    private static <T> T read(String text, Function<String, T> parse, ToIntFunction<T> yearOf) {
        try {
            return Optional.ofNullable(text)
                    .filter(said -> !said.isBlank())
                    .map(parse)
                    .filter(value -> Math.abs(yearOf.applyAsInt(value)
                                    - Year.now(ZoneOffset.UTC).getValue())
                            <= YEARS)
                    .orElse(null);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
