package org.mentoring.mentor.expertise;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A kind of expertise that mentors may name; names and aliases of all tags differ by more than upper and lower case.
 *
 * @param aliases further names by which it is found, such as JS, in alphabetical order
 */
record ExpertiseTag(UUID id, String name, List<String> aliases, OffsetDateTime createdAt, long version) {}
