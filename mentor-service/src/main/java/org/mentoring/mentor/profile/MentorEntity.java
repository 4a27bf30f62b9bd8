package org.mentoring.mentor.profile;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.mentoring.kit.database.Versioned;

/** A row of {@code mentors}, and the names of its tags. Ratings come from reviews alone, see {@code rating}. */
@Entity
@Table(name = "mentors")
@DynamicUpdate
class MentorEntity extends Versioned {

    @Id
    UUID id;

    @Column(updatable = false)
    UUID userId;

    String name;
    String email;

    @Column(updatable = false)
    OffsetDateTime createdAt;

    String bio;
    String linkedin;
    String profileImageUrl;

    @Column(updatable = false)
    String role = "mentor";

    String status = "applied";
    String timeZone;
    String locale;

    @Column(insertable = false, updatable = false)
    BigDecimal ratingMean;

    @Column(insertable = false, updatable = false)
    long ratingCount;

    @Formula("""
            (SELECT array_agg(t.name ORDER BY lower(t.name)) FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
              WHERE e.mentor_id = id)""")
    String[] expertise;

    static MentorEntity of(UUID id, String name, String email, OffsetDateTime createdAt, Application application) {
        var mentor = new MentorEntity();
        mentor.id = id;
        mentor.userId = id;
        mentor.name = name;
        mentor.email = email;
        mentor.createdAt = createdAt;
        mentor.bio = application.bio();
        mentor.linkedin = application.linkedin();
        mentor.profileImageUrl = application.profileImageUrl();
        mentor.timeZone = application.timeZone();
        mentor.locale = application.locale();
        return mentor;
    }

    Profile profile() {
        return new Profile(name, bio, linkedin, profileImageUrl, timeZone, locale);
    }

    void apply(Profile profile) {
        name = profile.name().strip();
        bio = profile.bio();
        linkedin = profile.linkedin();
        profileImageUrl = profile.profileImageUrl();
        timeZone = profile.timeZone();
        locale = profile.locale();
    }

    Mentor mentor() {
        return new Mentor(
                id,
                userId,
                name,
                email,
                createdAt,
                bio,
                linkedin,
                profileImageUrl,
                role,
                status,
                timeZone,
                locale,
                ratingMean,
                ratingCount,
                expertise == null ? List.of() : Arrays.asList(expertise),
                version());
    }
}
