package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.mentor.directory.index.Found.TagCount;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

class DirectoryIndexTest {

    private static final List<String> WORDS =
            List.of("java", "javanese", "ada", "adam", "rust", "trust", "jose", "ruby", "rubicon", "lovelace");
    private static final List<String> TAGS = List.of("Java", "java", "Rust lang", "Career", "Élan");
    private static final int ALL = 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatALookAtEveryMentorFinds(long seed) {
        var random = new Random(seed);
        var index = new DirectoryIndex(0);
        var mentors = new LinkedHashMap<UUID, Listing>();
        changeAtRandom(random, index, mentors, 1);
        for (var round = 0; round < 60; round++) {
            var query = randomQuery(random);
            var found = index.find(query);
            var expected = mentors.values().stream()
                    .filter(mentor -> matches(mentor, query))
                    .toList();
            changeAtRandom(random, index, mentors, 2 + round);
            if (expected.isEmpty()) {
                continue; // What is forgiven then has its own test.
            }
            assertThat(found.total()).as("%s", query).isEqualTo(expected.size());
            assertThat(found.page().stream().map(Position::id))
                    .as("%s", query)
                    .containsExactlyElementsOf(sorted(expected, query));
            assertThat(found.tags()).as("%s", query).containsExactlyInAnyOrderElementsOf(counted(expected));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesThroughAllInOneOrder(Order order) {
        var random = new Random(7);
        var index = new DirectoryIndex(0);
        index.fill(
                Stream.generate(() -> listing(random, uuid(random))).limit(200).toList());
        var whole = index.find(query("java", order, null, ALL)).page();
        var paged = new ArrayList<Position>();
        List<Position> page;
        do {
            page = index.find(query("java", order, paged.isEmpty() ? null : paged.getLast(), 7))
                    .page();
            paged.addAll(page);
        } while (!page.isEmpty());

        assertThat(whole).hasSizeGreaterThan(50).isSorted();
        assertThat(paged).isEqualTo(whole);
    }

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

        assertThat(ids(index.find(query("RUBY", Order.RELEVANCE, null, ALL))))
                .containsExactlyElementsOf(
                        mentors.reversed().stream().map(Listing::id).toList());
    }

    @Test
    void letsTheRatingDecideAmongTheEquallyRelevant() {
        var good = rated(450);
        var better = rated(470);
        var none = rated(0);
        var index = new DirectoryIndex(0);
        index.fill(List.of(good, none, better));

        assertThat(ids(index.find(query("ada", Order.RELEVANCE, null, ALL))))
                .containsExactly(better.id(), good.id(), none.id());
    }

    @Test
    void forgivesMisspellingOnlyWhereNobodyIsFoundOtherwise() {
        var lovelace = named("Ada Lovelace", "Engines");
        var lovelass = named("Eve Lovelass", "Engines", "Kubernetes");
        var index = new DirectoryIndex(0);
        index.fill(List.of(lovelace, lovelass));

        assertThat(ids(index.find(query("lovelace", Order.RELEVANCE, null, ALL))))
                .containsExactly(lovelace.id());
        assertThat(ids(index.find(query("lovelase engines", Order.RELEVANCE, null, ALL))))
                .containsExactlyInAnyOrder(lovelace.id(), lovelass.id());
        assertThat(ids(index.find(query("kubernets", Order.RELEVANCE, null, ALL))))
                .containsExactly(lovelass.id());
        assertThat(ids(index.find(query("enginse", Order.RELEVANCE, null, ALL))))
                .isEmpty();
    }

    @Test
    void appliesEachChangeOnceAndNoneAfterALaterOne() {
        var index = new DirectoryIndex(0);
        var id = UUID.randomUUID();
        var early = new Change(1, id, listing(id, "Early"));
        var late = new Change(3, id, listing(id, "Late"));
        index.apply(List.of(early, late));
        index.apply(List.of(early));

        assertThat(index.revision()).isEqualTo(3);
        assertThat(index.find(query("early", Order.NAME, null, ALL)).total()).isZero();
        assertThat(index.find(query("late", Order.NAME, null, ALL)).total()).isEqualTo(1);
        index.apply(List.of(new Change(4, id, null), new Change(5, UUID.randomUUID(), null)));
        assertThat(index.find(query("", Order.NAME, null, ALL)).total()).isZero();
        assertThat(index.find(query("", Order.NAME, null, ALL)).tags()).isEmpty();
    }

    @Test
    void saysWhenMostOfItIsNoMore() {
        var index = new DirectoryIndex(0);
        var mentor = named("Ada", null);
        index.fill(List.of(mentor));
        assertThat(index.isWasteful()).isFalse();
        index.apply(IntStream.rangeClosed(1, 10_002)
                .mapToObj(revision -> new Change(revision, mentor.id(), mentor))
                .toList());
        assertThat(index.isWasteful()).isTrue();
    }

    /** About a hundred changes: new mentors, changed ones, and ones that leave. */
    private static void changeAtRandom(Random random, DirectoryIndex index, Map<UUID, Listing> mentors, int round) {
        var changes = new ArrayList<Change>();
        for (var i = 0; i < (round == 1 ? 100 : 5); i++) {
            var known = List.copyOf(mentors.keySet());
            var id = known.isEmpty() || random.nextBoolean() ? uuid(random) : known.get(random.nextInt(known.size()));
            var listing = random.nextInt(4) == 0 ? null : listing(random, id);
            changes.add(new Change(round * 1000L + i, id, listing));
            if (listing == null) {
                mentors.remove(id);
            } else {
                mentors.put(id, listing);
            }
        }
        index.apply(changes);
    }

    private static Query randomQuery(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(3); i > 0; i--) {
            var word = pick(random, WORDS);
            text.append(word, 0, 1 + random.nextInt(word.length())).append(' ');
        }
        var tags = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(random, TAGS))
                .toList();
        var order = pick(random, List.of(Order.values()));
        var after = random.nextInt(3) > 0
                ? null
                : order == Order.NAME
                        ? Position.of(pick(random, WORDS), uuid(random))
                        : Position.of(random.nextInt(2000), uuid(random));
        return new Query(
                text.toString(),
                tags,
                random.nextBoolean(),
                random.nextInt(3) == 0 ? "de" : null,
                random.nextInt(3) == 0 ? 300 : 0,
                order,
                after,
                1 + random.nextInt(30));
    }

    private static boolean matches(Listing mentor, Query query) {
        return Words.of(query.text()).stream().allMatch(word -> level(mentor, word) > 0)
                && (query.tags().isEmpty()
                        || (query.anyTag()
                                ? query.tags().stream().anyMatch(tag -> has(mentor, tag))
                                : query.tags().stream().allMatch(tag -> has(mentor, tag))))
                && (query.language() == null || query.language().equals(mentor.language()))
                && mentor.mean() >= query.minimum();
    }

    private static boolean has(Listing mentor, String tag) {
        return mentor.expertise().stream().anyMatch(own -> Words.plain(own).equals(Words.plain(tag)));
    }

    private static int level(Listing mentor, String word) {
        return Math.max(
                level(Words.of(mentor.name()), word, 8),
                Math.max(
                        level(Words.of(String.join(" ", mentor.expertise())), word, 6),
                        level(Words.of(mentor.bio()), word, 2)));
    }

    private static int level(List<String> words, String word, int whole) {
        return words.contains(word) ? whole : words.stream().anyMatch(own -> own.startsWith(word)) ? whole - 1 : 0;
    }

    private static List<UUID> sorted(List<Listing> found, Query query) {
        return found.stream()
                .map(mentor -> position(mentor, query))
                .filter(position -> query.after() == null || position.compareTo(query.after()) > 0)
                .sorted()
                .limit(query.limit())
                .map(Position::id)
                .toList();
    }

    private static Position position(Listing mentor, Query query) {
        return switch (query.order()) {
            case RELEVANCE ->
                Position.of(
                        1000L
                                        * Words.of(query.text()).stream()
                                                .distinct()
                                                .mapToInt(word -> level(mentor, word))
                                                .sum()
                                + mentor.score(),
                        mentor.id());
            case RATING -> Position.of(mentor.score(), mentor.id());
            case NEWEST -> Position.of(mentor.createdAt(), mentor.id());
            case NAME -> Position.of(Words.plain(mentor.name()), mentor.id());
        };
    }

    private static List<TagCount> counted(List<Listing> found) {
        return found.stream()
                .flatMap(mentor -> mentor.expertise().stream())
                .collect(groupingBy(tag -> tag, summingInt(tag -> 1)))
                .entrySet()
                .stream()
                .map(entry -> new TagCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<UUID> ids(Found found) {
        return found.page().stream().map(Position::id).toList();
    }

    private static Query query(String text, Order order, Position after, int limit) {
        return new Query(text, List.of(), false, null, 0, order, after, limit);
    }

    private static Listing named(String name, String bio, String... expertise) {
        return new Listing(UUID.randomUUID(), name, bio, List.of(expertise), "en", 0, 0, 0);
    }

    private static Listing listing(UUID id, String name) {
        return new Listing(id, name, null, List.of("Java"), "en", 0, 0, 0);
    }

    private static Listing rated(int score) {
        return new Listing(UUID.randomUUID(), "Ada", null, List.of(), "en", score, score, 0);
    }

    private static Listing listing(Random random, UUID id) {
        var mean = random.nextInt(2) == 0 ? 0 : 100 + random.nextInt(401);
        return new Listing(
                id,
                pick(random, WORDS) + " É" + pick(random, WORDS),
                pick(random, WORDS) + ", " + pick(random, WORDS) + ". " + pick(random, WORDS),
                TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList(),
                pick(random, List.of("en", "de", "hi")),
                mean,
                mean == 0 ? 0 : (mean + 350) / 2,
                random.nextInt(2000));
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
