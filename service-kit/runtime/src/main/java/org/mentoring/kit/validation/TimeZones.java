package org.mentoring.kit.validation;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The IANA time zones that this JVM knows. */
public final class TimeZones {

    /** ical4j registers so many placeholders with the JVM, whose rules are null. */
    private static final String PLACEHOLDERS = "ical4j-";

    private static final Set<String> IDS = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> !id.startsWith(PLACEHOLDERS))
            .collect(Collectors.toUnmodifiableSet());

    private TimeZones() {}

    public static Set<String> ids() {
        return IDS;
    }

    public static boolean isKnown(String id) {
        return IDS.contains(id);
    }
}
