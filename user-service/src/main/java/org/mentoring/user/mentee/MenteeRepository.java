package org.mentoring.user.mentee;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class MenteeRepository implements VersionedRepository<MenteeEntity, UUID> {}
