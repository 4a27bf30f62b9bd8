package org.mentoring.user.account;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.LanguageTag;
import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;
import org.mentoring.kit.validation.TimeZoneId;

/** What a person may say of herself; the e-mail comes from the access token alone. */
record AccountChange(
        @NotBlank @Size(max = 200) @PlainText @Pattern(regexp = ONE_LINE, message = "must be one line")
        String name,

        @PublicUrl String linkedin,
        @Past LocalDate dob,
        @NotNull @TimeZoneId String timeZone,
        @NotNull @LanguageTag String locale) {

    private static final String ONE_LINE = "[^\\n\\r\\t\\u2028\\u2029]*";
}
