package org.mentoring.kit.validation;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;

/** The IANA time zones that this JVM knows. */
public final class TimeZones {

    /**
     * Of {@link ZoneId} those that the JDK has data of. ical4j registers more of them: placeholders without rules, and old names whose
     * rules it builds slowly.
     */
    private static final Set<String> IDS = Arrays.stream(TimeZone.getAvailableIDs())
            .filter(ZoneId.getAvailableZoneIds()::contains)
            .collect(Collectors.toUnmodifiableSet());

    private TimeZones() {}

    public static Set<String> ids() {
        return IDS;
    }

    public static boolean isKnown(String id) {
        return IDS.contains(id);
    }
}
