package org.mentoring.mentor.directory.index;

/** Postings by numbers: a hash table that takes less than half of the memory of one of objects, because there are millions. */
final class Grams {

    private static final int INITIAL_CAPACITY = 1024;
    /** Odd, because the hashes of pairs of neighbouring characters are alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private int size;
    /** A power of two of them, at most two thirds of which are taken. */
    private long[] keys = new long[INITIAL_CAPACITY];

    private Postings[] values = new Postings[INITIAL_CAPACITY];

    /** Null if nothing has been added. */
    Postings get(long key) {
        return values[slot(key)];
    }

    Postings getOrAdd(long key) {
        var slot = slot(key);
        if (values[slot] == null) {
            if (3 * ++size > 2 * keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            values[slot] = new Postings();
        }
        return values[slot];
    }

    /** That of the key, or the free one where it belongs. */
    private int slot(long key) {
        var slot = (int) (key * SPREAD >>> 32) & keys.length - 1;
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Postings[keys.length];
        for (var i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                var slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
