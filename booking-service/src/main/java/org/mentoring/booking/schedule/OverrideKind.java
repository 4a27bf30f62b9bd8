package org.mentoring.booking.schedule;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.mentoring.booking.slotengine.DateOverride;

/** Off blocks the windows, or the whole days; other hours count instead of those of the rules, extra hours besides. */
public enum OverrideKind {
    @JsonProperty("off")
    OFF,
    @JsonProperty("other-hours")
    OTHER_HOURS,
    @JsonProperty("extra-hours")
    EXTRA_HOURS;

    public static OverrideKind ofColumn(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public DateOverride.Kind kind() {
        return DateOverride.Kind.valueOf(name());
    }
}
