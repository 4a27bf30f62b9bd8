package org.mentoring.kit.session;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

@ApplicationScoped
class Notes implements PanacheRepositoryBase<Note, UUID> {}
