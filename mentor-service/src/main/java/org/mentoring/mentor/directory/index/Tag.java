package org.mentoring.mentor.directory.index;

import java.util.List;

import org.roaringbitmap.RoaringBitmap;

/** An expertise and who has it. */
final class Tag {

    private final String text;
    private final Name name;
    private final List<Postings> postings;
    private final int number;
    private final RoaringBitmap docs = new RoaringBitmap();
    private int size;

    /**
     * @param words by which tags are found
     * @param number counts the tags of an index, from 0
     */
    Tag(String text, Field words, int number) {
        this.text = text;
        this.name = Name.of(text);
        this.postings = words.postings(name).distinct().toList();
        this.number = number;
    }

    void add(int doc) {
        docs.add(doc);
        postings.forEach(word -> word.add(doc));
        size++;
    }

    /** One of those who had it is no more; the number of the document stays. */
    void removeOne() {
        size--;
    }

    String text() {
        return text;
    }

    Name name() {
        return name;
    }

    int number() {
        return number;
    }

    /** How many mentors have it. */
    int size() {
        return size;
    }

    RoaringBitmap docs() {
        return docs;
    }
}
