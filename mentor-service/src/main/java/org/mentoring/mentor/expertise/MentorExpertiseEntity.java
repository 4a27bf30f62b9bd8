package org.mentoring.mentor.expertise;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code mentor_expertise}: a mentor has a tag. */
@Entity
@Table(name = "mentor_expertise")
@IdClass(MentorExpertiseEntity.Key.class)
class MentorExpertiseEntity {

    @Id
    UUID mentorId;

    @Id
    UUID tagId;

    record Key(UUID mentorId, UUID tagId) {}
}
