package org.mentoring.notification.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Times as a reader expects them: in the reader's zone, language and digits, and always with the zone said. */
public final class Times {

    private static final long MINUTES_OF_AN_HOUR = 60;
    private static final long MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR;
    private static final long MINUTES_UNTIL_DAYS = 2 * MINUTES_OF_A_DAY;

    private final Texts texts;
    private final ZoneId zone;
    private final Locale locale;

    Times(Texts texts, ZoneId zone, Locale locale) {
        this.texts = texts;
        this.zone = zone;
        this.locale = locale;
    }

    /**
     * As "Monday, March 15, 2027, 7:30 PM – 8:30 PM (India Standard Time, GMT+5:30)"; where clocks change in between with the offset at
     * the start and at the end.
     */
    public String span(Instant start, Instant end) {
        var from = start.atZone(zone);
        var to = end.atZone(zone);
        var changes = !from.getOffset().equals(to.getOffset());
        var begins = changes ? timeWithOffset(from) : time(from);
        var ends = changes ? timeWithOffset(to) : time(to);
        var name = changes ? zoneWithoutOffset(from) : zone(from);
        return from.toLocalDate().equals(to.toLocalDate())
                ? texts.ofTrusted("time.span", "date", date(from), "from", begins, "to", ends, "zone", name)
                : texts.ofTrusted(
                        "time.span-of-days",
                        "date",
                        date(from),
                        "from",
                        begins,
                        "until",
                        date(to),
                        "to",
                        ends,
                        "zone",
                        name);
    }

    /** As "Mon, Mar 15, 2027, 7:30 PM GMT+5:30", for a subject. */
    public String brief(Instant instant) {
        var time = instant.atZone(zone);
        return texts.ofTrusted("time.brief", "date", briefDate(time), "time", time(time), "zone", offset(time));
    }

    /** As "Monday, March 15, 2027, 7:30 PM (India Standard Time, GMT+5:30)". */
    public String moment(Instant instant) {
        var time = instant.atZone(zone);
        return texts.ofTrusted("time.moment", "date", date(time), "time", time(time), "zone", zone(time));
    }

    /** As "Monday, March 15, 2027". */
    public String day(Instant instant) {
        return date(instant.atZone(zone));
    }

    /** How long it is until then, to the minute, as "24 hours" or "1 hour 30 minutes"; at least one minute. */
    public String until(Instant now, Instant then) {
        var minutes = Math.max(1, Math.round(Duration.between(now, then).toSeconds() / 60.0));
        var days = minutes < MINUTES_UNTIL_DAYS ? 0 : minutes / MINUTES_OF_A_DAY;
        var hours = (minutes - days * MINUTES_OF_A_DAY) / MINUTES_OF_AN_HOUR;
        return Stream.of(
                        amount("time.days", days),
                        amount("time.hours", hours),
                        amount("time.minutes", minutes % MINUTES_OF_AN_HOUR))
                .flatMap(Optional::stream)
                .reduce((longer, shorter) -> texts.ofTrusted("time.and", "longer", longer, "shorter", shorter))
                .orElseThrow();
    }

    private Optional<String> amount(String key, long count) {
        return count == 0 ? Optional.empty() : Optional.of(texts.ofTrusted(key, "count", count));
    }

    private String date(ZonedDateTime time) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .localizedBy(locale)
                .format(time);
    }

    private String briefDate(ZonedDateTime time) {
        return LocalizedPatterns.format("yMMMEd", locale, time);
    }

    /** The JDK has no clock but that of the region, so that one which the person prefers is asked for by its fields. */
    private String time(ZonedDateTime time) {
        var clock = locale.getUnicodeLocaleType("hc");
        return switch (clock == null ? "" : clock) {
            case "h12" -> LocalizedPatterns.format("hm", locale, time);
            case "h23" -> LocalizedPatterns.format("Hm", locale, time);
            default ->
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .localizedBy(locale)
                        .format(time);
        };
    }

    private String timeWithOffset(ZonedDateTime time) {
        return time(time) + '\u00a0' + offset(time);
    }

    /** As "Central European Time". */
    private String zoneWithoutOffset(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern("vvvv", locale).format(time);
    }

    /** The zone's name and its offset; the offset alone of a zone without a name. */
    private String zone(ZonedDateTime time) {
        var name = DateTimeFormatter.ofPattern("zzzz", locale).format(time);
        var offset = offset(time);
        var named = !name.isEmpty() && name.codePoints().noneMatch(Character::isDigit) && !name.equals(offset);
        return named ? texts.ofTrusted("time.zone", "name", name, "offset", offset) : offset;
    }

    private String offset(ZonedDateTime time) {
        // A hyphen would let the line break before the number; a minus sign does not.
        return DateTimeFormatter.ofPattern("O", locale).format(time).replace('-', '\u2212');
    }
}
