package org.mentoring.user.mentee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mentee's profile. Mentors see it without date of birth and e-mail.
 *
 * @param linkedinUrl an https URL; null when not given
 * @param profileImageUrl an https URL; null when not given
 */
record Mentee(
        UUID id,
        UUID userId,
        String name,
        @JsonInclude(JsonInclude.Include.NON_NULL) String email,
        @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate dob,
        Instant createdAt,
        @Nullable String linkedin,
        @Nullable String biography,
        @Nullable String linkedinUrl,
        @Schema(enumeration = "mentee") String role,
        @Nullable String profileImageUrl,
        long version) {

    Mentee withoutPrivateFields() {
        return new Mentee(
                id,
                userId,
                name,
                null,
                null,
                createdAt,
                linkedin,
                biography,
                linkedinUrl,
                role,
                profileImageUrl,
                version);
    }
}
