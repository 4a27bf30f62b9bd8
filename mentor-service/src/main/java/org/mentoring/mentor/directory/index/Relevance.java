package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.List;

import org.roaringbitmap.RoaringBitmap;

/**
 * The relevance of what was found, a sum of weights, as binary numbers: for each digit a bitmap of those in whose sum it is set. So all are added
 * up at once, and those of the greatest sums are separated from the others without looking at each.
 */
final class Relevance {

    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final RoaringBitmap found;
    /** That of 1 first. */
    private final List<RoaringBitmap> digits = new ArrayList<>();

    Relevance(RoaringBitmap found) {
        this.found = found;
    }

    /** @param having for each digit of the weights, that of 1 first, those found in whose weight it is set */
    void add(List<RoaringBitmap> having) {
        var carry = NOBODY;
        for (var digit = 0; digit < having.size() || !carry.isEmpty(); digit++) {
            var more = digit < having.size() ? having.get(digit) : NOBODY;
            if (digit == digits.size()) {
                digits.add(new RoaringBitmap());
            }
            var sum = digits.get(digit);
            var either = RoaringBitmap.xor(sum, more);
            var next = RoaringBitmap.and(sum, more);
            next.or(RoaringBitmap.and(either, carry));
            either.xor(carry);
            digits.set(digit, either);
            carry = next;
        }
    }

    interface Group {

        /** @return whether the next one is wanted, too */
        boolean accept(int relevance, RoaringBitmap equallyRelevant);
    }

    /**
     * Those found, the most relevant first, without empty groups.
     *
     * @param most those that are more relevant are left out
     */
    void forEach(long most, Group group) {
        split(found, digits.size() - 1, 0, most, group);
    }

    private boolean split(RoaringBitmap among, int digit, int least, long most, Group group) {
        if (among.isEmpty() || least > most) {
            return true;
        }
        if (digit < 0) {
            return group.accept(least, among);
        }
        return split(RoaringBitmap.and(among, digits.get(digit)), digit - 1, least + (1 << digit), most, group)
                && split(RoaringBitmap.andNot(among, digits.get(digit)), digit - 1, least, most, group);
    }
}
