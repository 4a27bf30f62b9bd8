package org.mentoring.user.mentee;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

@ApplicationScoped
class MenteeRepository implements PanacheRepositoryBase<MenteeEntity, UUID> {}
