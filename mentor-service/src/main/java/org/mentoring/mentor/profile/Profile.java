package org.mentoring.mentor.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.LanguageTag;
import org.mentoring.kit.validation.Name;
import org.mentoring.kit.validation.Names;
import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;
import org.mentoring.kit.validation.TimeZoneId;

/** What mentors may change of themselves. */
record Profile(
        @NotNull @Size(max = 800) @Name String name,

        @Size(max = 5000) @PlainText String bio,
        @PublicUrl String linkedin,
        @PublicUrl String profileImageUrl,
        @NotNull @TimeZoneId String timeZone,
        @NotNull @LanguageTag String locale) {

    Profile {
        name = Names.normalized(name);
    }
}
