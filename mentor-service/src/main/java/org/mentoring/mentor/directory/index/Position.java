package org.mentoring.mentor.directory.index;

import java.util.UUID;

/**
 * The position of a mentor in an order: by number, the greatest first, then by name from A to Z, then by id. Each order uses
 * one of the first two and leaves the other the same for all.
 */
public record Position(long number, String name, UUID id) implements Comparable<Position> {

    private static final int WIDEST = 0xFF;

    /** Of an order by number. */
    public static Position of(long number, UUID id) {
        return new Position(number, "", id);
    }

    /** The number of an order by time, the earliest first and what has none, 0, last. */
    static long timeRank(long time) {
        return time == 0 ? Long.MIN_VALUE : -time;
    }

    /**
     * What an order by name has for a number, the greatest first: the beginning of the name, up to a character that takes more than a
     * byte. Where two are equal the names decide.
     */
    static long nameRank(String name) {
        var rank = 0L;
        var widest = false;
        for (var i = 0; i < Long.BYTES; i++) {
            var letter = widest || i >= name.length() ? 0 : Math.min(name.charAt(i), WIDEST);
            widest |= letter == WIDEST;
            rank = rank << Byte.SIZE | letter;
        }
        return ~(rank ^ Long.MIN_VALUE);
    }

    /** Of an order by name. */
    public static Position of(String name, UUID id) {
        return new Position(0, name, id);
    }

    @Override
    public int compareTo(Position other) {
        if (number != other.number) {
            return number > other.number ? -1 : 1;
        }
        var byName = name.compareTo(other.name);
        return byName != 0
                ? byName
                : compareIds(
                        id.getMostSignificantBits(),
                        id.getLeastSignificantBits(),
                        other.id.getMostSignificantBits(),
                        other.id.getLeastSignificantBits());
    }

    /** As PostgreSQL does; {@link UUID#compareTo} takes the halves for signed numbers. */
    static int compareIds(long upper, long lower, long otherUpper, long otherLower) {
        var byUpper = Long.compareUnsigned(upper, otherUpper);
        return byUpper != 0 ? byUpper : Long.compareUnsigned(lower, otherLower);
    }
}
