package org.mentoring.mentor.directory;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.mentoring.kit.problem.Problems;
import org.mentoring.mentor.directory.index.Order;
import org.mentoring.mentor.directory.index.Position;

/** Positions as they stand in cursors: the order, the key in it, and the id. */
final class Positions {

    static final int PARTS = 3;

    private Positions() {}

    static List<String> write(Order order, Position position) {
        return List.of(
                order.name().toLowerCase(Locale.ROOT),
                order == Order.NAME ? position.name() : Long.toString(position.number()),
                position.id().toString());
    }

    /** @throws org.mentoring.kit.problem.ProblemException 400 for a cursor of another order, or of another list */
    static Position read(Order order, List<String> parts) {
        if (!parts.getFirst().equals(order.name().toLowerCase(Locale.ROOT))) {
            throw unusable();
        }
        try {
            var id = UUID.fromString(parts.getLast());
            return order == Order.NAME ? Position.of(parts.get(1), id) : Position.of(Long.parseLong(parts.get(1)), id);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    private static RuntimeException unusable() {
        return Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
    }
}
