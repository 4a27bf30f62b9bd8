package org.mentoring.mentor.expertise;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A kind of expertise that mentors may name; names differ by more than upper and lower case. */
record ExpertiseTag(UUID id, String name, OffsetDateTime createdAt, long version) {}
