package org.mentoring.mentor.profile;

import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.LanguageTag;
import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;
import org.mentoring.kit.validation.TimeZoneId;

/**
 * What a person who wants to be a mentor sends; name and e-mail come from the token.
 *
 * @param timeZone null: the token's zoneinfo, else UTC
 * @param locale null: the token's locale, else en
 */
record Application(
        @Size(max = 5000) @PlainText String bio,
        @PublicUrl String linkedin,
        @PublicUrl String profileImageUrl,
        @TimeZoneId String timeZone,
        @LanguageTag String locale) {}
