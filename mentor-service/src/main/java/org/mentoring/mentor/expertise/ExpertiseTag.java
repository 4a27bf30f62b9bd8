package org.mentoring.mentor.expertise;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A field of expertise that mentors can choose; names and aliases are unique among all tags, ignoring case.
 *
 * @param aliases further names by which it is found, such as JS, in alphabetical order
 */
record ExpertiseTag(UUID id, String name, List<String> aliases, OffsetDateTime createdAt, long version) {}
