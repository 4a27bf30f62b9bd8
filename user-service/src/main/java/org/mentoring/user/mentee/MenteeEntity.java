package org.mentoring.user.mentee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.mentoring.kit.database.Versioned;

/**
 * A row of {@code mentees}. Only what a mentee says about herself is written from here: the rest is the database's, which copies
 * it from the account when the row is made and whenever the account changes.
 */
@Entity
@Table(name = "mentees")
class MenteeEntity extends Versioned {

    @Id
    UUID id;

    @Column(insertable = false, updatable = false)
    UUID userId;

    @Column(insertable = false, updatable = false)
    String name;

    @Column(insertable = false, updatable = false)
    String email;

    @Column(insertable = false, updatable = false)
    LocalDate dob;

    @Column(insertable = false, updatable = false)
    Instant createdAt;

    @Column(insertable = false, updatable = false)
    String linkedin;

    @Column(insertable = false, updatable = false)
    String role;

    String biography;
    String linkedinUrl;
    String profileImageUrl;

    void apply(MenteeChange change) {
        biography = change.biography();
        linkedinUrl = change.linkedinUrl();
        profileImageUrl = change.profileImageUrl();
    }

    /** An account without a verified address has a text in its place that is shown to nobody. */
    private static String verified(String email) {
        return email.endsWith("@unverified.invalid") ? null : email;
    }

    Mentee mentee() {
        return new Mentee(
                id,
                userId,
                name,
                verified(email),
                dob,
                createdAt,
                linkedin,
                biography,
                linkedinUrl,
                role,
                profileImageUrl,
                version());
    }
}
