package org.mentoring.mentor.directory;

import java.util.List;
import java.util.Locale;

import org.mentoring.kit.page.SortKey;
import org.mentoring.mentor.directory.index.Position;
import org.mentoring.mentor.directory.index.SortOrder;

/** Positions in cursors: the order, the key in it, and the id. */
final class Positions {

    static final int PARTS = 3;

    private Positions() {}

    static List<String> write(SortOrder order, Position position) {
        return List.of(
                order.name().toLowerCase(Locale.ROOT),
                order == SortOrder.NAME ? position.name() : Long.toString(position.number()),
                position.id().toString());
    }

    /** @throws org.mentoring.kit.problem.ProblemException 400 for a cursor of another order, or of another list */
    static Position read(SortOrder order, SortKey key) {
        key.oneOf(0, List.of(order.name().toLowerCase(Locale.ROOT)));
        return order == SortOrder.NAME ? Position.of(key.text(1), key.id(2)) : Position.of(key.number(1), key.id(2));
    }
}
