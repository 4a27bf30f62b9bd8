package org.mentoring.mentor.directory.index;

import java.util.function.IntToLongFunction;

/** An order of document numbers: the greatest rank first, then by name where names are sorted, then by id. See {@link Position}. */
final class DocOrder {

    private final DocValues docs;
    private final IntToLongFunction ranks;
    private final boolean byName;

    private DocOrder(DocValues docs, IntToLongFunction ranks, boolean byName) {
        this.docs = docs;
        this.ranks = ranks;
        this.byName = byName;
    }

    static DocOrder byName(DocValues docs) {
        return new DocOrder(docs, docs::nameRank, true);
    }

    static DocOrder byNumber(DocValues docs, IntToLongFunction numbers) {
        return new DocOrder(docs, numbers, false);
    }

    long rank(int doc) {
        return ranks.applyAsLong(doc);
    }

    long rank(Position position) {
        return byName ? Position.nameRank(position.name()) : position.number();
    }

    int compare(int one, int other) {
        var byRank = Long.compare(rank(other), rank(one));
        if (byRank != 0) {
            return byRank;
        }
        var byOwnName = byName ? docs.plainName(one).compareTo(docs.plainName(other)) : 0;
        return byOwnName != 0 ? byOwnName : docs.compareIds(one, other);
    }

    int compare(int doc, Position position) {
        var byRank = Long.compare(rank(position), rank(doc));
        if (byRank != 0) {
            return byRank;
        }
        var byOwnName = byName ? docs.plainName(doc).compareTo(position.name()) : 0;
        return byOwnName != 0 ? byOwnName : docs.compareId(doc, position.id());
    }

    Position position(int doc) {
        return byName ? Position.of(docs.plainName(doc), docs.id(doc)) : Position.of(rank(doc), docs.id(doc));
    }
}
