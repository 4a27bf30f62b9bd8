package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code availability}. */
@Entity
@Table(name = "availability")
class WindowEntity extends EntryEntity {

    String status;

    @Column(updatable = false)
    OffsetDateTime createdAt;

    void apply(WindowChange.Checked window) {
        startTime = window.startTime();
        endTime = window.endTime();
        status = window.status().column();
    }

    Window window() {
        var meaning = WindowStatus.valueOf(status.toUpperCase(Locale.ROOT));
        return new Window(id, mentorId, startTime, endTime, meaning, createdAt, version());
    }
}
