package org.mentoring.mentor.calendar;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A provider of calendars. */
enum ProviderName {
    @JsonProperty("google")
    GOOGLE,
    @JsonProperty("microsoft")
    MICROSOFT;

    static ProviderName of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
