package org.mentoring.web.availability;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.ULocale;
import org.mentoring.web.form.Option;
import org.mentoring.web.language.Texts;
import org.mentoring.web.time.Times;

/** Time zones to choose from. */
final class ZoneChoices {

    private static final List<String> AROUND_THE_WORLD = List.of(
            "Pacific/Honolulu",
            "America/Los_Angeles",
            "America/Chicago",
            "America/New_York",
            "America/Sao_Paulo",
            "Europe/London",
            "Europe/Berlin",
            "Africa/Cairo",
            "Africa/Nairobi",
            "Asia/Dubai",
            "Asia/Karachi",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Shanghai",
            "Asia/Tokyo",
            "Australia/Sydney",
            "Pacific/Auckland");

    private ZoneChoices() {}

    /** Some zones of every part of the world, and the given ones. */
    static List<Option> some(Texts texts, ZoneId chosen, ZoneId... besides) {
        return Stream.of(
                        AROUND_THE_WORLD.stream(),
                        Stream.of(chosen.getId()),
                        java.util.Arrays.stream(besides).map(ZoneId::getId))
                .flatMap(one -> one)
                .distinct()
                .map(ZoneId::of)
                .sorted(byOffset())
                .map(zone -> new Option(
                        zone.getId(), label(texts, zone), zone.getId().equals(chosen.getId())))
                .toList();
    }

    static String label(Texts texts, ZoneId zone) {
        return label(texts, zone, new Times(texts, zone).zoneName());
    }

    /** For times of every week, whatever the season. */
    static String labelWithoutOffset(Texts texts, ZoneId zone) {
        return label(texts, zone, new Times(texts, zone).zoneWithoutOffset());
    }

    /** Beside a list of times. */
    static String label(Texts texts, ZoneId zone, Collection<Instant> shown) {
        return label(texts, zone, new Times(texts, zone).zoneOf(shown));
    }

    private static String label(Texts texts, ZoneId zone, String name) {
        return texts.of("availability.zone", "place", place(texts, zone), "name", name);
    }

    private static Comparator<ZoneId> byOffset() {
        var now = Instant.now();
        return Comparator.<ZoneId>comparingInt(
                        zone -> zone.getRules().getOffset(now).getTotalSeconds())
                .thenComparing(ZoneId::getId);
    }

    private static String place(Texts texts, ZoneId zone) {
        var name = TimeZoneNames.getInstance(ULocale.forLocale(texts.locale())).getExemplarLocationName(zone.getId());
        return zone.normalized().equals(java.time.ZoneOffset.UTC)
                ? "UTC"
                : name == null ? zone.getId().replaceFirst(".*/", "").replace('_', ' ') : name;
    }
}
