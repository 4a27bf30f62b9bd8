package org.mentoring.user.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A person's account, as shown to that person.
 *
 * @param email null while no token has told an address that the identity provider has verified
 * @param linkedin an https URL; null when not given
 * @param dob date of birth; null when not given
 * @param timeZone IANA id; null until the person has chosen one
 * @param locale BCP 47 language tag
 * @param shareEmail whether the other side of a confirmed booking sees the address
 * @param disabled whether the person cannot sign in, of which others are told
 */
record Account(
        UUID userId,
        Instant createdAt,
        String name,
        @Nullable String email,
        boolean mentor,
        boolean mentee,
        @Nullable String linkedin,
        @Nullable LocalDate dob,
        @Nullable String timeZone,
        String locale,
        boolean shareEmail,
        @JsonIgnore boolean disabled,
        long version) {}
