package org.mentoring.mentor.directory.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import org.roaringbitmap.RoaringBitmap;

/**
 * The directory in memory: who has which word, tag and language, as bitmaps. What a query finds is their intersection; all of it
 * is counted, so that counts are exact, and a page costs the same at any depth. See {@link Expertise} for the counts by tag, and
 * {@link FacetCounts} for those by language, rating and next free time.
 *
 * <p>Each word of a query must be found, as a word or the beginning of one. It counts most in the name, less in the
 * expertise, least in the biography, and a whole word more than a beginning; a mentor's relevance is the sum over the
 * words. Where nobody is found so, words count that are spelt similarly, too, in names and expertise. Words of scripts that are
 * written without spaces are found at any position.
 *
 * <p>Safe for use by many threads. A mentor who changes gets a new document number, and the old one stays unused: see
 * {@link #isWasteful}. The next free time changes much more often than all else, and in its place.
 */
public final class DirectoryIndex {

    private static final int MIN_WASTE = 10_000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    final DocValues docs = new DocValues();
    private final Map<UUID, Integer> docOf = new HashMap<>();
    final RoaringBitmap present = new RoaringBitmap();
    final Field names = new Field();
    final Field bios = new Field();
    final Expertise expertise = new Expertise();
    final Ratings ratings = new Ratings();
    final Map<String, RoaringBitmap> languages = new HashMap<>();
    final SortedDocs byScore = new SortedDocs(DocOrder.byNumber(docs, docs::score));
    final SortedDocs byName = new SortedDocs(DocOrder.byName(docs));
    final SortedDocs byAge = new SortedDocs(DocOrder.byNumber(docs, docs::createdAt));
    private long revision;

    /** @param revision up to which the changes are in what is put into it first */
    public DirectoryIndex(long revision) {
        this.revision = revision;
    }

    /** Up to which the changes are in it. */
    public long revision() {
        return locked(false, () -> revision);
    }

    /** Puts mentors in, before anybody searches for them. */
    public void fill(Collection<IndexedMentor> listings) {
        locked(true, () -> {
            // These take as long as all else.
            var first = docs.size();
            var withBios = CompletableFuture.runAsync(() -> addBios(listings, first));
            listings.forEach(this::putWithoutBio);
            withBios.join();
            sort();
            return null;
        });
    }

    /** @param changes in the order of their revisions; those that are in it already change nothing */
    public void apply(List<Change> changes) {
        locked(true, () -> {
            for (var change : changes) {
                if (change.revision() > revision) {
                    apply(change);
                    revision = change.revision();
                }
            }
            sort();
            return null;
        });
    }

    private void apply(Change change) {
        var doc = docOf.get(change.id());
        if (change.listing() == null) {
            remove(change.id());
        } else if (change.sameListing() && doc != null) {
            docs.nextFreeAt(doc, change.listing());
        } else {
            put(change.listing());
        }
    }

    /** Whether it is time to make a new one, because most of the memory is taken by what is no more. */
    public boolean isWasteful() {
        return locked(false, () -> docs.size() > 2 * docOf.size() + MIN_WASTE);
    }

    public SearchResult find(Query query) {
        return locked(false, () -> new SearchExecution(this).find(query));
    }

    /** Those whom a query can find, whatever else it asks for. */
    RoaringBitmap among(Query query) {
        return query.ids().isEmpty()
                ? present
                : RoaringBitmap.bitmapOf(query.ids().stream()
                        .map(docOf::get)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    private void put(IndexedMentor listing) {
        addBios(List.of(listing), docs.size());
        putWithoutBio(listing);
    }

    private void addBios(Collection<IndexedMentor> listings, int first) {
        var doc = first;
        for (var listing : listings) {
            if (listing.bio() != null) {
                bios.addText(listing.bio(), doc);
            }
            doc++;
        }
    }

    private void putWithoutBio(IndexedMentor listing) {
        remove(listing.id());
        var doc = docs.add(listing);
        docOf.put(listing.id(), doc);
        present.add(doc);
        names.addName(Name.of(listing.name()), doc);
        expertise.add(listing.expertise(), listing.aliases(), doc);
        ratings.add(doc, listing.mean());
        languages
                .computeIfAbsent(listing.language(), language -> new RoaringBitmap())
                .add(doc);
    }

    private void remove(UUID id) {
        var doc = docOf.remove(id);
        if (doc != null) {
            present.remove(doc);
            expertise.remove(doc);
        }
    }

    private void sort() {
        expertise.sort();
        byScore.sort(docs.size());
        byName.sort(docs.size());
        byAge.sort(docs.size());
    }

    private <T> T locked(boolean exclusively, Supplier<T> work) {
        var held = exclusively ? lock.writeLock() : lock.readLock();
        held.lock();
        try {
            return work.get();
        } finally {
            held.unlock();
        }
    }
}
