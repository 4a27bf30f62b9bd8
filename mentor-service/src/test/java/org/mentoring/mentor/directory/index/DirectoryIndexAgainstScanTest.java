package org.mentoring.mentor.directory.index;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mentoring.mentor.directory.index.SearchResult.FreeCount;
import org.mentoring.mentor.directory.index.SearchResult.LanguageCount;
import org.mentoring.mentor.directory.index.SearchResult.RatingCount;
import org.mentoring.mentor.directory.index.SearchResult.TagCount;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

/** What the index finds in random mentors is compared with what a look at every mentor finds. */
class DirectoryIndexAgainstScanTest {

    private static final List<String> WORDS = List.of(
            "java",
            "javanese",
            "ada",
            "adam",
            "rust",
            "trust",
            "jose",
            "ruby",
            "lovelace",
            "田中",
            "太郎中田",
            "機械学習",
            "서연",
            "k8s",
            "jvm");
    private static final List<String> TAGS = List.of("Java", "java", "Rust lang", "Career", "Élan", "機械 設計");
    private static final List<String> ALIASES = List.of("JVM", "k8s", "Rusty", "機械", "Élan vital");
    private static final int ALL = 10_000;

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 100", "3, 100", "4, 100", "5, 100", "6, 100", "7, 3000", "8, 3000"})
    void findsWhatALookAtEveryMentorFinds(long seed, int count) {
        var random = new Random(seed);
        var index = new DirectoryIndex(0);
        var mentors = new LinkedHashMap<UUID, IndexedMentor>();
        changeAtRandom(random, index, mentors, 1, count);
        for (var round = 0; round < 60; round++) {
            var query = randomQuery(random, List.copyOf(mentors.keySet()));
            var found = index.find(query);
            var all = List.copyOf(mentors.values());
            var expected = all.stream().filter(mentor -> matches(mentor, query)).toList();
            var languages = query.allFacets() ? byLanguage(index, all, query) : null;
            var ratings = query.allFacets() ? byRating(index, all, query) : null;
            var free = query.allFacets() ? byFreeTime(index, all, query) : null;
            changeAtRandom(random, index, mentors, 2 + round, 5);
            assertThat(found.languages()).as("%s", query).isEqualTo(languages);
            assertThat(found.ratings()).as("%s", query).isEqualTo(ratings);
            assertThat(found.free()).as("%s", query).isEqualTo(free);
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
    void pagesThroughAllInOneOrder(SortOrder order) {
        var random = new Random(7);
        var index = new DirectoryIndex(0);
        index.fill(
                Stream.generate(() -> listing(random, uuid(random))).limit(2000).toList());
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

    /** New mentors, changed ones, and ones that leave. */
    private static void changeAtRandom(
            Random random, DirectoryIndex index, Map<UUID, IndexedMentor> mentors, int round, int count) {
        var changes = new ArrayList<Change>();
        for (var i = 0; i < count; i++) {
            var known = List.copyOf(mentors.keySet());
            var id = known.isEmpty() || random.nextBoolean() ? uuid(random) : known.get(random.nextInt(known.size()));
            var sameListing = mentors.containsKey(id) && random.nextBoolean();
            var listing = sameListing
                    ? free(mentors.get(id), nextFreeAt(random))
                    : random.nextInt(4) == 0 ? null : listing(random, id);
            changes.add(new Change(round * 10_000L + i, id, listing, sameListing));
            if (listing == null) {
                mentors.remove(id);
            } else {
                mentors.put(id, listing);
            }
        }
        index.apply(changes);
    }

    private static Query randomQuery(Random random, List<UUID> known) {
        var text = new StringBuilder();
        for (var i = random.nextInt(5); i > 0; i--) {
            var word = pick(random, WORDS);
            var from = Words.isRun(word) ? random.nextInt(word.length()) : 0;
            text.append(word, from, from + 1 + random.nextInt(word.length() - from))
                    .append(random.nextBoolean() ? " " : "");
        }
        var tags = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(random, random.nextInt(3) == 0 ? ALIASES : TAGS))
                .toList();
        var order = pick(random, List.of(SortOrder.values()));
        var after = random.nextInt(3) > 0
                ? null
                : order == SortOrder.NAME
                        ? Position.of(pick(random, WORDS), uuid(random))
                        : Position.of(random.nextInt(2000), uuid(random));
        return new Query(
                text.isEmpty() ? null : text.toString(),
                tags,
                random.nextBoolean(),
                random.nextInt(3) == 0 ? "de" : null,
                random.nextInt(3) == 0 ? pick(random, List.of(100, 300, 333, 500, 599)) : 0,
                order,
                after,
                1 + random.nextInt(30),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0,
                random.nextLong(TimeUnit.DAYS.toMicros(4)),
                random.nextInt(3) > 0
                        ? List.of()
                        : Stream.concat(Stream.of(uuid(random)), known.stream().filter(id -> random.nextInt(3) > 0))
                                .toList());
    }

    private static boolean matches(IndexedMentor mentor, Query query) {
        return (query.text() == null || Words.of(query.text()).stream().allMatch(word -> level(mentor, word) > 0))
                && (query.tags().isEmpty()
                        || (query.anyTag()
                                ? query.tags().stream().anyMatch(tag -> has(mentor, tag))
                                : query.tags().stream().allMatch(tag -> has(mentor, tag))))
                && (query.language() == null || query.language().equals(mentor.language()))
                && mentor.mean() >= query.minimum()
                && (query.ids().isEmpty() || query.ids().contains(mentor.id()))
                && (query.freeWithin() == 0
                        || mentor.nextFreeAt() > query.now()
                                && mentor.nextFreeAt() < query.now() + TimeUnit.DAYS.toMicros(query.freeWithin()));
    }

    private static boolean has(IndexedMentor mentor, String tag) {
        return Stream.concat(mentor.expertise().stream(), mentor.aliases().stream())
                .anyMatch(own -> Words.plain(own).equals(Words.plain(tag)));
    }

    private static int level(IndexedMentor mentor, String word) {
        return Math.max(
                level(mentor.name(), word, 8),
                Math.max(
                        Stream.concat(mentor.expertise().stream(), mentor.aliases().stream())
                                .mapToInt(tag -> level(tag, word, 6))
                                .max()
                                .orElse(0),
                        level(mentor.bio(), word, 2)));
    }

    private static int level(String text, String word, int whole) {
        var words = Words.of(text);
        if (Words.isRun(word)) {
            var runs = words.stream().filter(Words::isRun).toList();
            var inOrder = String.join("", runs);
            var inReverse = String.join("", runs.reversed());
            if (whole == 2) {
                return text.contains(word) ? 1 : 0;
            }
            return words.contains(word) || word.equals(inOrder) || word.equals(inReverse)
                    ? whole
                    : inOrder.contains(word) || inReverse.contains(word) ? whole - 1 : 0;
        }
        return words.contains(word) ? whole : words.stream().anyMatch(own -> own.startsWith(word)) ? whole - 1 : 0;
    }

    private static Stream<String> words(Query query) {
        return query.text() == null ? Stream.of() : Words.of(query.text()).stream();
    }

    private static List<UUID> sorted(List<IndexedMentor> found, Query query) {
        return found.stream()
                .map(mentor -> position(mentor, query))
                .filter(position -> query.after() == null || position.compareTo(query.after()) > 0)
                .sorted()
                .limit(query.limit())
                .map(Position::id)
                .toList();
    }

    private static Position position(IndexedMentor mentor, Query query) {
        return switch (query.order()) {
            case RELEVANCE ->
                Position.of(
                        1000L
                                        * words(query)
                                                .distinct()
                                                .mapToInt(word -> level(mentor, word))
                                                .sum()
                                + mentor.score(),
                        mentor.id());
            case RATING -> Position.of(mentor.score(), mentor.id());
            case NEWEST -> Position.of(mentor.createdAt(), mentor.id());
            case NAME -> Position.of(Words.plain(mentor.name()), mentor.id());
            case NEXT_FREE ->
                Position.of(mentor.nextFreeAt() > query.now() ? -mentor.nextFreeAt() : Long.MIN_VALUE, mentor.id());
        };
    }

    private static List<TagCount> counted(List<IndexedMentor> found) {
        return found.stream()
                .flatMap(mentor -> mentor.expertise().stream())
                .collect(groupingBy(tag -> tag, summingInt(tag -> 1)))
                .entrySet()
                .stream()
                .map(entry -> new TagCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What a search finds with one condition in place of the query's own; only the index knows what is spelt similarly. */
    private static int count(
            DirectoryIndex index, List<IndexedMentor> all, Query query, String language, int minimum, int freeWithin) {
        var other = new Query(
                query.text(),
                query.tags(),
                query.anyTag(),
                language,
                minimum,
                query.order(),
                null,
                ALL,
                false,
                freeWithin,
                query.now(),
                query.ids());
        var exact = (int) all.stream().filter(mentor -> matches(mentor, other)).count();
        return exact > 0 ? exact : index.find(other).total();
    }

    private static List<LanguageCount> byLanguage(DirectoryIndex index, List<IndexedMentor> all, Query query) {
        return Stream.of("de", "en", "hi")
                .map(language -> new LanguageCount(
                        language, count(index, all, query, language, query.minimum(), query.freeWithin())))
                .filter(counted -> counted.count() > 0)
                .sorted(comparingInt(LanguageCount::count).reversed().thenComparing(LanguageCount::language))
                .toList();
    }

    private static List<RatingCount> byRating(DirectoryIndex index, List<IndexedMentor> all, Query query) {
        return IntStream.rangeClosed(2, 10)
                .mapToObj(half -> new RatingCount(
                        BigDecimal.valueOf(half * 5L, 1).stripTrailingZeros(),
                        count(index, all, query, query.language(), half * 50, query.freeWithin())))
                .toList();
    }

    private static List<FreeCount> byFreeTime(DirectoryIndex index, List<IndexedMentor> all, Query query) {
        return Stream.of(1, 3, 7, 14, 31)
                .map(days -> new FreeCount(days, count(index, all, query, query.language(), query.minimum(), days)))
                .toList();
    }

    private static Query query(String text, SortOrder order, Position after, int limit) {
        return new Query(text, List.of(), false, null, 0, order, after, limit, false, 0, 0, List.of());
    }

    private static IndexedMentor listing(Random random, UUID id) {
        var mean = random.nextInt(2) == 0 ? 0 : 100 + random.nextInt(401);
        return new IndexedMentor(
                id,
                pick(random, WORDS) + accented(pick(random, WORDS)),
                pick(random, WORDS) + ", " + pick(random, WORDS) + ". " + pick(random, WORDS),
                TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList(),
                ALIASES.stream().filter(alias -> random.nextInt(4) == 0).toList(),
                pick(random, List.of("en", "de", "hi")),
                mean,
                mean == 0 ? 0 : (mean + 350) / 2,
                random.nextInt(2000),
                nextFreeAt(random));
    }

    private static long nextFreeAt(Random random) {
        return random.nextInt(3) == 0 ? 0 : 1 + random.nextLong(TimeUnit.DAYS.toMicros(20));
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

    private static String accented(String word) {
        return Words.isRun(word) ? " " + word : " É" + word;
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
