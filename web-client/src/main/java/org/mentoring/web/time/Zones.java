package org.mentoring.web.time;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.TimeZoneFormat;
import com.ibm.icu.text.TimeZoneFormat.Style;
import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import com.ibm.icu.util.ULocale;

/** Finds time zones by a city, a country, an offset from UTC, or an id, including former ids. */
public final class Zones {

    private static final Map<String, List<Named>> NAMED = new ConcurrentHashMap<>();
    /** As they are written in any case; the others that Java knows are fixed offsets, which have no clock changes. */
    private static final Map<String, String> IDS = Arrays.stream(java.util.TimeZone.getAvailableIDs())
            .filter(ZoneId.getAvailableZoneIds()::contains)
            .collect(Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), id -> id, (one, other) -> one));

    private static final Pattern OFFSET = Pattern.compile("(?:utc|gmt)?\\s*([+\u2212-])\\s*(\\d{1,2})(?::?(\\d{2}))?");
    private static final int LONGEST = 100;
    private static final int SECONDS_IN_AN_HOUR = 3600;
    private static final int SECONDS_IN_A_MINUTE = 60;

    private Zones() {}

    /** A zone as its people call it; the offset from UTC is the current one. */
    public record Named(String id, String city, String country) {

        public ZoneId zone() {
            return ZoneId.of(id);
        }

        /** As "Kolkata, India". */
        public String place() {
            return country.isEmpty() ? city : city + ", " + country;
        }

        /** As "GMT+5:30". */
        public String offset(Locale locale) {
            return TimeZoneFormat.getInstance(ULocale.forLocale(locale))
                    .format(Style.LOCALIZED_GMT_SHORT, TimeZone.getTimeZone(id), System.currentTimeMillis())
                    .replace('-', '\u2212');
        }
    }

    /** All places that have a zone of their own, by their names in that language. */
    public static List<Named> all(Locale locale) {
        return NAMED.computeIfAbsent(locale.getLanguage(), language -> read(Locale.of(language)));
    }

    /** The zone of that id, under any of its names and in any case. */
    public static Optional<ZoneId> ofId(String id) {
        return Optional.ofNullable(IDS.get(id.strip().replace(' ', '_').toLowerCase(Locale.ROOT)))
                .map(ZoneId::of);
    }

    /** The zones that the text may mean: several where it is ambiguous, none where no zone has that name. */
    public static List<ZoneId> find(String typed, Locale locale) {
        if (typed.length() > LONGEST) {
            return List.of();
        }
        var exact = ofId(typed);
        if (exact.isPresent() && typed.contains("/")) {
            return List.of(exact.get());
        }
        var wanted = folded(typed);
        if (wanted.isEmpty()) {
            return List.of();
        }
        var offset = OFFSET.matcher(wanted);
        if (offset.matches()) {
            var sign = offset.group(1).equals("+") ? 1 : -1;
            var seconds = Integer.parseInt(offset.group(2)) * SECONDS_IN_AN_HOUR
                    + (offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3)) * SECONDS_IN_A_MINUTE);
            return matching(
                    locale,
                    one -> one.zone().getRules().getOffset(Instant.now()).getTotalSeconds() == sign * seconds);
        }
        var named = matching(
                locale,
                one -> Stream.of(one.city(), one.country(), one.place())
                        .map(Zones::folded)
                        .anyMatch(wanted::equals));
        if (!named.isEmpty()) {
            return named;
        }
        // Some old ids are names of countries, so that these come after what the country is called today.
        return exact.map(List::of)
                .orElseGet(() -> matching(
                        locale,
                        one -> folded(one.place()).contains(wanted)
                                || folded(one.id().replace('_', ' ')).contains(wanted)));
    }

    /** Whether clocks in both always show the same. */
    public static boolean same(ZoneId one, ZoneId other) {
        return one.equals(other) || one.getRules().equals(other.getRules());
    }

    private static List<ZoneId> matching(Locale locale, Predicate<Named> condition) {
        return all(locale).stream().filter(condition).map(Named::zone).toList();
    }

    private static List<Named> read(Locale locale) {
        var collator = Collator.getInstance(locale);
        var names = TimeZoneNames.getInstance(ULocale.forLocale(locale));
        return TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null).stream()
                .map(id -> new Named(TimeZone.getIanaID(id), names.getExemplarLocationName(id), country(id, locale)))
                .filter(one -> one.city() != null && ofId(one.id()).isPresent())
                .sorted(Comparator.comparing(Named::place, collator))
                .toList();
    }

    private static String country(String id, Locale locale) {
        var region = TimeZone.getRegion(id);
        return region.length() == 2 ? ULocale.getDisplayCountry("und-" + region, ULocale.forLocale(locale)) : "";
    }

    /** Without case, accents and width, and with the digits 0 to 9. */
    private static String folded(String text) {
        var plain = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD).replaceAll("\\p{Mn}", "");
        return Digits.latin(plain).toLowerCase(Locale.ROOT);
    }
}
