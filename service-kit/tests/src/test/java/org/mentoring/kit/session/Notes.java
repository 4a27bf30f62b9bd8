package org.mentoring.kit.session;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class Notes implements VersionedRepository<Note, UUID> {}
