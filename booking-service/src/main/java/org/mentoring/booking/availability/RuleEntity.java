package org.mentoring.booking.availability;

import java.time.LocalDateTime;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.vertx.core.json.JsonObject;

/** A row of {@code mentor_availability}. */
@Entity
@Table(name = "mentor_availability")
class RuleEntity extends EntryEntity {

    JsonObject recurrence;
    LocalDateTime localStart;
    LocalDateTime localEnd;
}
