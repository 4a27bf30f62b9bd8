package org.mentoring.booking.session;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A row of {@code mentoring_sessions}, which functions alone write, with what the caller may see of it. */
@Entity
@Immutable
@Table(name = "mentoring_sessions")
class MentoringSessionEntity {

    @Id
    UUID id;

    /** By the function of this name, which PostgreSQL calls for the row as if it were a column. */
    @Formula("cast(session_json as text)")
    String shown;
}
