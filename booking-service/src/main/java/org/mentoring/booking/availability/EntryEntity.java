package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

import org.hibernate.annotations.UuidGenerator;
import org.mentoring.kit.database.Versioned;

/** What the rows of rules and of windows have in common. */
@MappedSuperclass
abstract class EntryEntity extends Versioned {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(updatable = false)
    UUID mentorId;

    OffsetDateTime startTime;
    OffsetDateTime endTime;
}
