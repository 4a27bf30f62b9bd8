package org.mentoring.user.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.Nullable;

/**
 * A person's account, as the person sees it.
 *
 * @param linkedin an https URL; null when not given
 * @param dob date of birth; null when not given
 * @param timeZone IANA id
 * @param locale BCP 47 language tag
 */
record Account(
        UUID userId,
        Instant createdAt,
        String name,
        String email,
        boolean mentor,
        boolean mentee,
        @Nullable String linkedin,
        @Nullable LocalDate dob,
        String timeZone,
        String locale,
        long version) {}
