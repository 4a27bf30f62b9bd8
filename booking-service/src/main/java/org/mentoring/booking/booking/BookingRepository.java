package org.mentoring.booking.booking;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class BookingRepository implements PanacheRepositoryBase<BookingEntity, UUID> {

    /** A booking that row security shows to the caller; a hold is none yet. */
    Uni<BookingEntity> standing(UUID id) {
        return find("id = ?1 and status <> 'held'", id).firstResult();
    }
}
