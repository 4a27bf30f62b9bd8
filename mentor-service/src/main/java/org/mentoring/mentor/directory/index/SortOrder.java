package org.mentoring.mentor.directory.index;

/** The order of results; ties are ordered by id. */
public enum SortOrder {
    /** Where the words were found, see {@link DirectoryIndex}; equals by rating. */
    RELEVANCE,
    /** The best first; those without reviews come last. */
    RATING,
    /** From A to Z, whatever the case and accents. */
    NAME,
    /** The newest first. */
    NEWEST,
    /** Who can be booked soonest; those without a free time come last. */
    NEXT_FREE
}
