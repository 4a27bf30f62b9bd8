package org.mentoring.kit.page;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.mentoring.kit.problem.ProblemException;

/** The sort key of the row after which a page begins. Each part is read as what the list sorts by, and refused with 400 otherwise. */
public final class SortKey {

    private static final int LAST_YEAR = 9999;

    private final List<String> parts;

    SortKey(List<String> parts) {
        this.parts = parts;
    }

    public String text(int part) {
        return parts.get(part);
    }

    /** @throws ProblemException 400 where the part is none of these */
    public String oneOf(int part, List<String> values) {
        if (!values.contains(parts.get(part))) {
            throw Cursor.unusable();
        }
        return parts.get(part);
    }

    /** @throws ProblemException 400 where the part is no UUID */
    public UUID id(int part) {
        return read(part, UUID::fromString);
    }

    /** @throws ProblemException 400 where the part is no time with an offset, or one of another era, which databases may not know */
    public OffsetDateTime time(int part) {
        var time = read(part, OffsetDateTime::parse);
        if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
            throw Cursor.unusable();
        }
        return time;
    }

    /** @throws ProblemException 400 where the part is no number */
    public long number(int part) {
        return read(part, Long::parseLong);
    }

    /** @throws ProblemException 400 where the part is no number of 32 bits */
    public int integer(int part) {
        return read(part, Integer::parseInt);
    }

    private <T> T read(int part, Function<String, T> parser) {
        try {
            return parser.apply(parts.get(part));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Cursor.unusable();
        }
    }
}
