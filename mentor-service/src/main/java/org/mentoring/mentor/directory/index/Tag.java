package org.mentoring.mentor.directory.index;

import java.util.List;

import org.roaringbitmap.RoaringBitmap;

/** An expertise and who has it. */
final class Tag {

    private final String name;
    private final String plainName;
    private final List<String> words;
    private final RoaringBitmap places = new RoaringBitmap();

    Tag(String name) {
        this.name = name;
        this.plainName = Words.plain(name);
        this.words = Words.of(name);
    }

    void add(int place) {
        places.add(place);
    }

    String name() {
        return name;
    }

    RoaringBitmap places() {
        return places;
    }

    String plainName() {
        return plainName;
    }

    boolean hasWord(String word) {
        return words.contains(word);
    }

    boolean hasWordBeginningWith(String word) {
        return words.stream().anyMatch(own -> own.startsWith(word));
    }

    boolean hasWordLike(Spelling spelling) {
        return words.stream().anyMatch(spelling::standsFor);
    }
}
