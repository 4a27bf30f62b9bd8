package org.mentoring.user.account;

import java.time.LocalDate;

import jakarta.annotation.Nullable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.LanguageTag;
import org.mentoring.kit.validation.Name;
import org.mentoring.kit.validation.Names;
import org.mentoring.kit.validation.PublicUrl;
import org.mentoring.kit.validation.TimeZoneId;

/**
 * What a person may change; the e-mail comes from the access token alone.
 *
 * @param dob in the past, but not before 1900
 * @param timeZone null: not chosen
 * @param shareEmail whether the other side of a confirmed booking sees the address; null leaves it as it is
 */
record AccountChange(
        @NotNull @Size(max = 800) @Name String name,
        @PublicUrl String linkedin,
        @DateOfBirth LocalDate dob,
        @TimeZoneId String timeZone,
        @NotNull @LanguageTag String locale,
        @Nullable Boolean shareEmail) {

    AccountChange {
        name = Names.normalized(name);
    }
}
