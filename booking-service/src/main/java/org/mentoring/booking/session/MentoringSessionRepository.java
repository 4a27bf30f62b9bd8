package org.mentoring.booking.session;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

@ApplicationScoped
class MentoringSessionRepository implements PanacheRepositoryBase<MentoringSessionEntity, UUID> {}
