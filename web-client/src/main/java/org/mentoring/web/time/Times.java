package org.mentoring.web.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeDateTimeUnit;
import com.ibm.icu.text.TimeZoneFormat;
import com.ibm.icu.text.TimeZoneFormat.Style;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import org.mentoring.web.language.Texts;

/**
 * Times as the reader expects them: in the reader's zone, language, digits and clock of 12 or 24 hours. A time shown alone includes
 * its zone ({@link #moment}, {@link #span}); a list of times may say it once, beside the list ({@link #zoneOf}).
 */
public final class Times {

    private static final String FULL_DAY = "yMMMMEEEEd";
    private static final String SHORT_DAY = "MMMEd";
    private static final String PLAIN_DAY = "yMMMd";
    private static final String WEEKDAY = "cccc";
    private static final String CLOCK = "jmm";
    private static final String MONTH = "yMMMM";
    private static final int MOST_FORMATS = 500;
    private static final Map<String, DateFormat> FORMATS = new ConcurrentHashMap<>();

    private final Texts texts;
    private final ZoneId zone;
    private final ULocale locale;

    public Times(Texts texts, ZoneId zone) {
        this.texts = texts;
        this.zone = zone;
        this.locale = ULocale.forLocale(texts.locale());
    }

    /** As "Monday, March 15, 2027". */
    public String day(Instant instant) {
        return format(FULL_DAY, instant);
    }

    public String day(LocalDate date) {
        return format(FULL_DAY, date.atStartOfDay(zone).toInstant());
    }

    /** As "Mon, Mar 15". */
    public String shortDay(Instant instant) {
        return format(SHORT_DAY, instant);
    }

    /** As "March 2027". */
    public String month(LocalDate date) {
        return format(MONTH, date.atStartOfDay(zone).toInstant());
    }

    /** As "Mar 15, 2027", for what is over. */
    public String date(Instant instant) {
        return format(PLAIN_DAY, instant);
    }

    /** As "Monday". */
    public String weekday(Instant instant) {
        return format(WEEKDAY, instant);
    }

    /** As "7:30 PM"; the zone is shown beside the list. */
    public String clock(Instant instant) {
        return format(CLOCK, instant);
    }

    /** As "Mon, Mar 15, 7:30 PM"; the zone is shown beside the list. */
    public String slot(Instant instant) {
        return format(SHORT_DAY + CLOCK, instant);
    }

    /** As "Monday, March 15, 2027, 7:30 PM (India Standard Time, GMT+5:30)". */
    public String moment(Instant instant) {
        return texts.of("time.moment", "day", day(instant), "clock", clock(instant), "zone", zoneName(instant));
    }

    /**
     * As "Monday, March 15, 2027, 7:30 PM – 8:30 PM (India Standard Time, GMT+5:30)"; where clocks change in between with the offset at
     * the start and at the end.
     */
    public String span(Instant start, Instant end) {
        var change = !offsetAt(start).equals(offsetAt(end));
        var from = change ? clockWithOffset(start) : clock(start);
        var to = change ? clockWithOffset(end) : clock(end);
        var name = change ? zoneWithoutOffset() : zoneName(start);
        return localDate(start).equals(localDate(end))
                ? texts.of("time.span", "day", day(start), "from", from, "to", to, "zone", name)
                : texts.of(
                        "time.span-of-days",
                        "day",
                        day(start),
                        "from",
                        from,
                        "until",
                        day(end),
                        "to",
                        to,
                        "zone",
                        name);
    }

    /**
     * As "7:30 PM – 8:30 PM"; the zone is shown beside the list. With offsets where clocks change in between, or show one of them twice.
     */
    public String clocks(Instant start, Instant end) {
        return !offsetAt(start).equals(offsetAt(end)) || shownTwice(start) || shownTwice(end)
                ? clockWithOffset(start) + " – " + clockWithOffset(end)
                : clock(start) + " – " + clock(end);
    }

    private String clockWithOffset(Instant instant) {
        return clock(instant) + '\u00A0' + offset(instant);
    }

    private ZoneOffset offsetAt(Instant instant) {
        return zone.getRules().getOffset(instant);
    }

    private boolean shownTwice(Instant instant) {
        return zone.getRules()
                        .getValidOffsets(instant.atZone(zone).toLocalDateTime())
                        .size()
                > 1;
    }

    /** As "in 3 days", "2 hours ago", in the largest whole unit. */
    public String relative(Instant now, Instant then) {
        var away = Duration.between(now, then);
        var formatter = RelativeDateTimeFormatter.getInstance(locale);
        if (Math.abs(away.toDays()) > 0) {
            return formatter.format(away.toDays(), RelativeDateTimeUnit.DAY);
        }
        if (Math.abs(away.toHours()) > 0) {
            return formatter.format(away.toHours(), RelativeDateTimeUnit.HOUR);
        }
        return formatter.format(away.toMinutes(), RelativeDateTimeUnit.MINUTE);
    }

    /** As {@link #relative}, from now. */
    public String fromNow(Instant then) {
        return relative(Instant.now(), then);
    }

    public LocalDate localDate(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    public ZoneId zone() {
        return zone;
    }

    /** As "7:30 PM (India Standard Time, GMT+5:30)". */
    public String clockInZone(Instant instant) {
        return texts.of("time.clock", "clock", clock(instant), "zone", zoneName(instant));
    }

    /** The reader's zone as it is now, as "India Standard Time, GMT+5:30". */
    public String zoneName() {
        return zoneName(Instant.now());
    }

    /** The reader's zone beside a list of times: with the offset that all of them have, without one where clocks change between them. */
    public String zoneOf(Collection<Instant> shown) {
        var offsets = shown.stream().map(zone.getRules()::getOffset).distinct().count();
        return offsets > 1
                ? zoneWithoutOffset()
                : zoneName(shown.stream().findFirst().orElseGet(Instant::now));
    }

    /** The reader's zone all the year round, as "Central European Time". */
    public String zoneWithoutOffset() {
        return zone.normalized() instanceof ZoneOffset
                ? zoneName()
                : TimeZoneFormat.getInstance(locale)
                        .format(
                                Style.GENERIC_LONG,
                                TimeZone.getTimeZone(zone.getId()),
                                Instant.now().toEpochMilli());
    }

    /** The reader's zone as it is at that time. */
    public String zoneName(Instant instant) {
        var icu = icuZone();
        var formats = TimeZoneFormat.getInstance(locale);
        // A hyphen would let the line break before the number; a minus sign does not.
        var offset = formats.format(Style.LOCALIZED_GMT_SHORT, icu, instant.toEpochMilli())
                .replace('-', '\u2212');
        if (zone.normalized() instanceof ZoneOffset) {
            return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : offset;
        }
        var name = formats.format(Style.SPECIFIC_LONG, icu, instant.toEpochMilli());
        return name.codePoints().anyMatch(Character::isDigit)
                ? offset
                : texts.of("time.zone", "name", name, "offset", offset);
    }

    /** As "GMT+5:30", to distinguish the two passes of an hour that clocks repeat. */
    public String offset(Instant instant) {
        return TimeZoneFormat.getInstance(locale)
                .format(Style.LOCALIZED_GMT_SHORT, icuZone(), instant.toEpochMilli())
                .replace('-', '\u2212');
    }

    /** A number in the reader's digits, with as many decimal places as it needs and at most one. */
    public String number(Number value) {
        var format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    /** A whole number that is shown in a field, in the reader's digits; any other text as it is. */
    public String digits(String typed) {
        if (!typed.matches("[0-9]+")) {
            return typed;
        }
        var digits = DecimalFormatSymbols.getInstance(locale).getDigitStrings();
        return typed.chars().mapToObj(digit -> digits[digit - '0']).collect(Collectors.joining());
    }

    private String format(String skeleton, Instant instant) {
        if (FORMATS.size() > MOST_FORMATS) {
            FORMATS.clear();
        }
        var format = FORMATS.computeIfAbsent(
                        locale + " " + skeleton, key -> DateFormat.getInstanceForSkeleton(skeleton, locale))
                .clone();
        format.setTimeZone(icuZone());
        // A narrow space before AM and PM is missing in many fonts.
        return format.format(Date.from(instant)).replace('\u202F', '\u00A0');
    }

    /** Formats with the zone rules of Java instead of ICU's, so that times are shown with the same rules they are computed with. */
    private TimeZone icuZone() {
        return TimeZone.getTimeZone(
                zone.normalized() instanceof ZoneOffset offset ? offsetId(offset) : zone.getId(),
                TimeZone.TIMEZONE_JDK);
    }

    private static String offsetId(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "UTC" : "GMT" + offset.getId();
    }
}
