package org.mentoring.mentor.directory.index;

import java.util.Arrays;
import java.util.UUID;

/** What sorting and filtering need of each mentor, by document number. */
final class DocValues {

    private static final int INITIAL_CAPACITY = 1024;
    /** A character may be spelt out as many, and a cursor, which holds the name, must fit into an address. */
    private static final int LONGEST_NAME = 200;

    private int size;
    private long[] upperIds = new long[INITIAL_CAPACITY];
    private long[] lowerIds = new long[INITIAL_CAPACITY];
    private String[] names = new String[INITIAL_CAPACITY];
    private long[] nameRanks = new long[INITIAL_CAPACITY];
    private long[] createdAt = new long[INITIAL_CAPACITY];
    private long[] nextFreeAt = new long[INITIAL_CAPACITY];
    private short[] means = new short[INITIAL_CAPACITY];
    private short[] scores = new short[INITIAL_CAPACITY];

    int add(IndexedMentor listing) {
        if (size == means.length) {
            grow(2 * size);
        }
        upperIds[size] = listing.id().getMostSignificantBits();
        lowerIds[size] = listing.id().getLeastSignificantBits();
        names[size] = sortedBy(Words.plain(listing.name()));
        nameRanks[size] = Position.nameRank(names[size]);
        createdAt[size] = listing.createdAt();
        nextFreeAt[size] = listing.nextFreeAt();
        means[size] = (short) listing.mean();
        scores[size] = (short) listing.score();
        return size++;
    }

    int size() {
        return size;
    }

    UUID id(int doc) {
        return new UUID(upperIds[doc], lowerIds[doc]);
    }

    int compareIds(int one, int other) {
        return Position.compareIds(upperIds[one], lowerIds[one], upperIds[other], lowerIds[other]);
    }

    int compareId(int doc, UUID id) {
        return Position.compareIds(
                upperIds[doc], lowerIds[doc], id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    String plainName(int doc) {
        return names[doc];
    }

    long nameRank(int doc) {
        return nameRanks[doc];
    }

    long createdAt(int doc) {
        return createdAt[doc];
    }

    /** Of a time that has passed the same as of none: 0. */
    long nextFreeAt(int doc, long now) {
        return nextFreeAt[doc] > now ? nextFreeAt[doc] : 0;
    }

    void nextFreeAt(int doc, IndexedMentor listing) {
        nextFreeAt[doc] = listing.nextFreeAt();
    }

    int mean(int doc) {
        return means[doc];
    }

    int score(int doc) {
        return scores[doc];
    }

    private static String sortedBy(String plainName) {
        return plainName.codePointCount(0, plainName.length()) <= LONGEST_NAME
                ? plainName
                : plainName.substring(0, plainName.offsetByCodePoints(0, LONGEST_NAME));
    }

    private void grow(int length) {
        upperIds = Arrays.copyOf(upperIds, length);
        lowerIds = Arrays.copyOf(lowerIds, length);
        names = Arrays.copyOf(names, length);
        nameRanks = Arrays.copyOf(nameRanks, length);
        createdAt = Arrays.copyOf(createdAt, length);
        nextFreeAt = Arrays.copyOf(nextFreeAt, length);
        means = Arrays.copyOf(means, length);
        scores = Arrays.copyOf(scores, length);
    }
}
