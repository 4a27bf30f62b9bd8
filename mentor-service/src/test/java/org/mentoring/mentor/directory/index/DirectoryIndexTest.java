package org.mentoring.mentor.directory.index;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.mentoring.mentor.directory.index.SearchResult.FreeCount;
import org.mentoring.mentor.directory.index.SearchResult.LanguageCount;
import org.mentoring.mentor.directory.index.SearchResult.RatingCount;
import org.mentoring.mentor.directory.index.SearchResult.TagCount;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoryIndexTest {

    private static final int ALL = 1000;

    @Test
    void ranksTheNameBeforeTheExpertiseBeforeTheBiographyAndWholeWordsBeforeBeginnings() {
        var inName = named("Ruby Miller", null);
        var beginningOfName = named("Rubya Miller", null);
        var inExpertise = named("A", null, "Ruby");
        var beginningOfExpertise = named("B", null, "Rubydoc");
        var inBio = named("C", "I like ruby.");
        var beginningInBio = named("D", "I crossed the rubycon.");
        var mentors = List.of(beginningInBio, inBio, beginningOfExpertise, inExpertise, beginningOfName, inName);
        var index = new DirectoryIndex(0);
        index.fill(mentors);

        assertThat(ids(index.find(query("RUBY", SortOrder.RELEVANCE, null, ALL))))
                .containsExactlyElementsOf(
                        mentors.reversed().stream().map(IndexedMentor::id).toList());
    }

    @Test
    void letsTheRatingDecideAmongTheEquallyRelevant() {
        var good = rated(450);
        var better = rated(470);
        var none = rated(0);
        var index = new DirectoryIndex(0);
        index.fill(List.of(good, none, better));

        assertThat(ids(index.find(query("ada", SortOrder.RELEVANCE, null, ALL))))
                .containsExactly(better.id(), good.id(), none.id());
    }

    @Test
    void forgivesMisspellingOnlyWhereNobodyIsFoundOtherwise() {
        var lovelace = named("Ada Lovelace", "Engines");
        var lovelass = named("Eve Lovelass", "Engines", "Kubernetes");
        var index = new DirectoryIndex(0);
        index.fill(List.of(lovelace, lovelass));

        assertThat(ids(index.find(query("lovelace", SortOrder.RELEVANCE, null, ALL))))
                .containsExactly(lovelace.id());
        assertThat(ids(index.find(query("lovelase engines", SortOrder.RELEVANCE, null, ALL))))
                .containsExactlyInAnyOrder(lovelace.id(), lovelass.id());
        assertThat(ids(index.find(query("kubernets", SortOrder.RELEVANCE, null, ALL))))
                .containsExactly(lovelass.id());
        assertThat(ids(index.find(query("enginse", SortOrder.RELEVANCE, null, ALL))))
                .isEmpty();
    }

    @Test
    void countsThoseWithSimilarWordsInLanguagesWhereNobodyElseIsFound() {
        var german = new IndexedMentor(UUID.randomUUID(), "Lovelass", null, List.of(), List.of(), "de", 450, 450, 0, 0);
        var english =
                new IndexedMentor(UUID.randomUUID(), "Lovelace", null, List.of(), List.of(), "en", 300, 300, 0, 0);
        var index = new DirectoryIndex(0);
        index.fill(List.of(german, english));

        var exact = index.find(facets("lovelace", null, 0));
        assertThat(exact.total()).isEqualTo(1);
        assertThat(exact.languages()).containsExactly(new LanguageCount("de", 1), new LanguageCount("en", 1));
        assertThat(exact.ratings())
                .contains(
                        new RatingCount(new BigDecimal("3"), 1),
                        new RatingCount(new BigDecimal("3.5"), 1),
                        new RatingCount(new BigDecimal("5"), 0));
        var similar = index.find(facets("lovelace", "de", 0));
        assertThat(similar.total()).isEqualTo(1);
        assertThat(similar.languages()).containsExactly(new LanguageCount("de", 1), new LanguageCount("en", 1));
        assertThat(index.find(facets("lovelaze", null, 400)).languages()).containsExactly(new LanguageCount("de", 1));
    }

    @Test
    void findsByAliasesAsByNamesOfExpertiseAndCountsNamesAlone() {
        var mentor = new IndexedMentor(
                UUID.randomUUID(), "A", null, List.of("JavaScript"), List.of("ECMAScript", "JS"), "en", 0, 0, 0, 0);
        var inBio = named("B", "I write JS.");
        var index = new DirectoryIndex(0);
        index.fill(List.of(inBio, mentor));

        assertThat(ids(index.find(query("js", SortOrder.RELEVANCE, null, ALL))))
                .containsExactly(mentor.id(), inBio.id());
        for (var text : List.of("ecma", "javascript", "ecmascirpt")) {
            assertThat(ids(index.find(query(text, SortOrder.RELEVANCE, null, ALL))))
                    .as(text)
                    .containsExactly(mentor.id());
        }
        var byTag = index.find(
                new Query(null, List.of("js"), false, null, 0, SortOrder.NAME, null, ALL, false, 0, 0, List.of()));
        assertThat(ids(byTag)).containsExactly(mentor.id());
        assertThat(byTag.tags()).containsExactly(new TagCount("JavaScript", 1));
    }

    @Test
    void findsByPartsOfEachOfSeveralAliasesWithoutSpaces() {
        var mentor = new IndexedMentor(
                UUID.randomUUID(), "A", null, List.of("AI"), List.of("機械学習", "自然言語処理"), "ja", 0, 0, 0, 0);
        var index = new DirectoryIndex(0);
        index.fill(List.of(mentor));

        for (var text : List.of("機械学", "言語処理")) {
            assertThat(ids(index.find(query(text, SortOrder.RELEVANCE, null, ALL))))
                    .as(text)
                    .containsExactly(mentor.id());
        }
    }

    @Test
    void appliesEachChangeOnceAndNoneAfterALaterOne() {
        var index = new DirectoryIndex(0);
        var id = UUID.randomUUID();
        var early = new Change(1, id, listing(id, "Early"), false);
        var late = new Change(3, id, listing(id, "Late"), false);
        index.apply(List.of(early, late));
        index.apply(List.of(early));

        assertThat(index.revision()).isEqualTo(3);
        assertThat(index.find(query("early", SortOrder.NAME, null, ALL)).total())
                .isZero();
        assertThat(index.find(query("late", SortOrder.NAME, null, ALL)).total()).isEqualTo(1);
        index.apply(List.of(new Change(4, id, null, false), new Change(5, UUID.randomUUID(), null, true)));
        assertThat(index.find(query(null, SortOrder.NAME, null, ALL)).total()).isZero();
        assertThat(index.find(query(null, SortOrder.NAME, null, ALL)).tags()).isEmpty();
    }

    @Test
    void takesNoMemoryForAChangeOfTheNextFreeTimeAlone() {
        var index = new DirectoryIndex(0);
        var mentor = named("Ada", null);
        index.fill(List.of(mentor));
        index.apply(IntStream.rangeClosed(1, 20_000)
                .mapToObj(revision -> new Change(revision, mentor.id(), free(mentor, revision), true))
                .toList());

        assertThat(index.isWasteful()).isFalse();
        assertThat(index.revision()).isEqualTo(20_000);
        assertThat(index.find(free(1, 19_999)).total()).isEqualTo(1);
        assertThat(index.find(free(1, 20_000)).total()).isZero();
    }

    @Test
    void findsAndCountsThoseWhoAreFreeSoonAndSortsThemBeforeTheOthers() {
        var index = new DirectoryIndex(0);
        var day = TimeUnit.DAYS.toMicros(1);
        var now = 100 * day;
        var tomorrow = free(named("A", null), now + day - 1);
        var nextWeek = free(named("B", null), now + 8 * day);
        var passed = free(named("C", null), now);
        var never = named("D", null);
        index.fill(List.of(never, passed, nextWeek, tomorrow));

        assertThat(ids(index.find(free(1, now)))).containsExactly(tomorrow.id());
        assertThat(ids(index.find(free(8, now)))).containsExactly(tomorrow.id());
        assertThat(ids(index.find(free(9, now)))).containsExactly(tomorrow.id(), nextWeek.id());
        assertThat(ids(index.find(free(0, now))))
                .startsWith(tomorrow.id(), nextWeek.id())
                .hasSize(4);
        assertThat(index.find(free(1, now)).free())
                .containsExactly(
                        new FreeCount(1, 1),
                        new FreeCount(3, 1),
                        new FreeCount(7, 1),
                        new FreeCount(14, 2),
                        new FreeCount(31, 2));
    }

    private static Query free(int within, long now) {
        return new Query(null, List.of(), false, null, 0, SortOrder.NEXT_FREE, null, ALL, true, within, now, List.of());
    }

    @Test
    void findsNobodyByATextWithoutWords() {
        var index = new DirectoryIndex(0);
        index.fill(List.of(named("Ada", "Engines")));

        for (var text : List.of("", "  ", "🎨", "!?", "++", "、。", "\u200b", "\u3164")) {
            assertThat(index.find(query(text, SortOrder.RELEVANCE, null, ALL)).total())
                    .as(text)
                    .isZero();
        }
        assertThat(index.find(query(null, SortOrder.RATING, null, ALL)).total()).isEqualTo(1);
    }

    @Test
    void saysWhenMostOfItIsNoMore() {
        var index = new DirectoryIndex(0);
        var mentor = named("Ada", null);
        index.fill(List.of(mentor));
        assertThat(index.isWasteful()).isFalse();
        index.apply(IntStream.rangeClosed(1, 10_002)
                .mapToObj(revision -> new Change(revision, mentor.id(), mentor, false))
                .toList());
        assertThat(index.isWasteful()).isTrue();
    }

    private static List<UUID> ids(SearchResult found) {
        return found.page().stream().map(Position::id).toList();
    }

    private static Query query(String text, SortOrder order, Position after, int limit) {
        return new Query(text, List.of(), false, null, 0, order, after, limit, false, 0, 0, List.of());
    }

    private static Query facets(String text, String language, int minimum) {
        return new Query(
                text, List.of(), false, language, minimum, SortOrder.RELEVANCE, null, ALL, true, 0, 0, List.of());
    }

    private static IndexedMentor named(String name, String bio, String... expertise) {
        return new IndexedMentor(UUID.randomUUID(), name, bio, List.of(expertise), List.of(), "en", 0, 0, 0, 0);
    }

    private static IndexedMentor listing(UUID id, String name) {
        return new IndexedMentor(id, name, null, List.of("Java"), List.of(), "en", 0, 0, 0, 0);
    }

    private static IndexedMentor rated(int score) {
        return new IndexedMentor(UUID.randomUUID(), "Ada", null, List.of(), List.of(), "en", score, score, 0, 0);
    }

    private static IndexedMentor free(IndexedMentor mentor, long nextFreeAt) {
        return new IndexedMentor(
                mentor.id(),
                mentor.name(),
                mentor.bio(),
                mentor.expertise(),
                mentor.aliases(),
                mentor.language(),
                mentor.mean(),
                mentor.score(),
                mentor.createdAt(),
                nextFreeAt);
    }
}
