package org.mentoring.mentor.directory.index;

import java.util.UUID;

/**
 * A mentor as it now is in the directory.
 *
 * @param revision the directory's, which grows with each change
 * @param listing null for a mentor who is no longer in it
 * @param sameListing whether nothing but the next free time is another since the revision up to which changes were asked for
 */
public record Change(long revision, UUID id, IndexedMentor listing, boolean sameListing) {}
