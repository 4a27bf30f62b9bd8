package org.mentoring.mentor.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** What its mentor may see of a row of {@code mentor_calendar_oauth}; tokens and work on it are read by SQL alone. */
@Entity
@Immutable
@Table(name = "mentor_calendar_oauth")
class ConnectionEntity {

    @Id
    UUID id;

    UUID mentorId;
    String provider;
    String state;
    String[] scopes;
    String failure;
    Instant connectedAt;
    Instant lastReadAt;
    long version;

    Connection connection() {
        return new Connection(
                id, ProviderName.of(provider), state, List.of(scopes), failure, connectedAt, lastReadAt, version);
    }
}
