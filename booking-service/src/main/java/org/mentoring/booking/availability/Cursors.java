package org.mentoring.booking.availability;

import java.util.UUID;

import org.mentoring.kit.problem.Problems;

/** Reads the sort keys of this package's lists. */
final class Cursors {

    private Cursors() {}

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
    }
}
