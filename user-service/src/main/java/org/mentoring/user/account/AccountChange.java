package org.mentoring.user.account;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.LanguageTag;
import org.mentoring.kit.validation.OneLine;
import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;
import org.mentoring.kit.validation.TimeZoneId;

/** What a person may say of herself; the e-mail comes from the access token alone. */
record AccountChange(
        @NotBlank @Size(max = 200) @PlainText @OneLine String name,
        @PublicUrl String linkedin,
        @Past LocalDate dob,
        @NotNull @TimeZoneId String timeZone,
        @NotNull @LanguageTag String locale) {}
