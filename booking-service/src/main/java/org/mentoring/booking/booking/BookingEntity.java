package org.mentoring.booking.booking;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A row of {@code bookings}, which functions alone write, with what the caller may see of it. */
@Entity
@Immutable
@Table(name = "bookings")
class BookingEntity {

    @Id
    UUID id;

    String status;

    /** By the function of this name, which PostgreSQL calls for the row as if it were a column. */
    @Formula("cast(booking_with_questions as text)")
    String shown;
}
