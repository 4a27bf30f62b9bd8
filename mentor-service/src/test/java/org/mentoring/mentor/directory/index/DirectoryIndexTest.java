package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.mentor.directory.index.SearchResult.FreeCount;
import org.mentoring.mentor.directory.index.SearchResult.LanguageCount;
import org.mentoring.mentor.directory.index.SearchResult.RatingCount;
import org.mentoring.mentor.directory.index.SearchResult.TagCount;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

class DirectoryIndexTest {

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
    private static final int ALL = 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatALookAtEveryMentorFinds(long seed) {
        var random = new Random(seed);
        var index = new DirectoryIndex(0);
        var mentors = new LinkedHashMap<UUID, IndexedMentor>();
        changeAtRandom(random, index, mentors, 1);
        for (var round = 0; round < 60; round++) {
            var query = randomQuery(random);
            var found = index.find(query);
            var all = List.copyOf(mentors.values());
            var expected = all.stream().filter(mentor -> matches(mentor, query)).toList();
            var languages = query.allFacets() ? byLanguage(index, all, query) : null;
            var ratings = query.allFacets() ? byRating(index, all, query) : null;
            var free = query.allFacets() ? byFreeTime(index, all, query) : null;
            changeAtRandom(random, index, mentors, 2 + round);
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
        assertThat(exact.ratings()).contains(new RatingCount(300, 1), new RatingCount(350, 1), new RatingCount(500, 0));
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
        var byTag = index.find(new Query(null, List.of("js"), false, null, 0, SortOrder.NAME, null, ALL, false, 0, 0));
        assertThat(ids(byTag)).containsExactly(mentor.id());
        assertThat(byTag.tags()).containsExactly(new TagCount("JavaScript", 1));
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
        return new Query(null, List.of(), false, null, 0, SortOrder.NEXT_FREE, null, ALL, true, within, now);
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

    @ParameterizedTest
    @CsvSource({
        // Together and apart, in both orders, by any part.
        "田中 太郎, 田中太郎",
        "田中 太郎, 太郎田中",
        "田中太郎, 太郎 田中",
        "田中太郎, 太郎",
        "田中太郎, 中太",
        "太郎 田中, 田中太郎",
        "田中・太郎, 田中太郎",
        "佐々木 翔, 佐々木翔",
        "김 서연, 김서연",
        "김서연, 서연",
        "김서연, 연",
        "王 小明, 王小明",
        "司馬 相 如, 司馬相如",
        "สมชาย ใจดี, สมชายใจดี",
        "ジョン・スミス, ジョンスミス",
        "𠮷野 家, 𠮷野家",
        // In one form.
        "ﾀﾅｶ ﾀﾞｲｽｹ, タナカ ダイスケ",
        "タナカ ダイスケ, ﾀﾅｶﾀﾞｲｽｹ",
        "Ｔａｎａｋａ, tanaka",
        "\u1100\u1175\u11b7\u1109\u1165\u110b\u1167\u11ab, 김서연",
        "\ufa19田, 神田",
        "葛\udb40\udd00城, 葛城",
    })
    void findsNamesWrittenWithoutSpaces(String name, String text) {
        var mentor = named(name, null);
        var index = new DirectoryIndex(0);
        index.fill(List.of(mentor, named("中村 花子", null), named("박 지훈", null)));

        assertThat(ids(index.find(query(text, SortOrder.RELEVANCE, null, ALL)))).containsExactly(mentor.id());
    }

    @ParameterizedTest
    @CsvSource({
        "機械学習とデータ分析, 学習",
        "機械学習とデータ分析, データ",
        "機械学習とデータ分析, 習とデ",
        "機械学習とデータ分析, 析",
        "前端工程師, 工程師",
        "데이터과학, 과학",
        "พัฒนาเว็บไซต์, เว็บ",
        "ສອນພາສາລາວ, ພາສາ",
        "រៀន\u200bភាសា\u200bខ្មែរ, ភាសាខ្មែរ",
        "မြန်မာစာ, မာစာ",
        "十年のJava開発経験, java",
        "十年のJava開発経験, Java開発",
        "十年のJava開発経験, 開発",
        "C++言語とC#, c++",
        "二〇二七年, 〇二",
        "'機械\n学習', 機械学習",
    })
    void findsWordsInsideOfBiographiesAndExpertiseWithoutSpaces(String written, String text) {
        var inBio = named("Ada", "Engines. " + written + "!");
        var inExpertise = named("Eve", null, written);
        var index = new DirectoryIndex(0);
        index.fill(List.of(inBio, inExpertise, named("Grace", "学生の習慣と程度、工場、師、데이타、서울과 학교、ภาษาไทย", "学と習")));

        assertThat(ids(index.find(query(text, SortOrder.RELEVANCE, null, ALL))))
                .containsExactly(inExpertise.id(), inBio.id());
    }

    @Test
    void findsNoWordAcrossWhatSeparatesWords() {
        var index = new DirectoryIndex(0);
        index.fill(List.of(named("Ada", "学。習と経、験のある회사 과장"), named("田中 Taro 太郎", null)));

        for (var text : List.of("学習", "経験", "사과", "田中太郎", "中太")) {
            assertThat(index.find(query(text, SortOrder.RELEVANCE, null, ALL)).total())
                    .as(text)
                    .isZero();
        }
    }

    @Test
    void ranksWholeNamesWithoutSpacesBeforePartsOfThemAndThoseBeforeExpertiseAndBiography() {
        var inName = named("田中 太郎", null);
        var partOfName = named("田中 太郎丸", null);
        var inExpertise = named("A", null, "田中太郎");
        var partOfExpertise = named("B", null, "田中太郎学");
        var inBio = named("C", "田中太郎");
        var mentors = List.of(inBio, partOfExpertise, inExpertise, partOfName, inName);
        var index = new DirectoryIndex(0);
        index.fill(mentors);

        assertThat(ids(index.find(query("田中太郎", SortOrder.RELEVANCE, null, ALL))))
                .containsExactlyElementsOf(
                        mentors.reversed().stream().map(IndexedMentor::id).toList());
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

    /** About a hundred changes: new mentors, changed ones, and ones that leave. */
    private static void changeAtRandom(
            Random random, DirectoryIndex index, Map<UUID, IndexedMentor> mentors, int round) {
        var changes = new ArrayList<Change>();
        for (var i = 0; i < (round == 1 ? 100 : 5); i++) {
            var known = List.copyOf(mentors.keySet());
            var id = known.isEmpty() || random.nextBoolean() ? uuid(random) : known.get(random.nextInt(known.size()));
            var sameListing = mentors.containsKey(id) && random.nextBoolean();
            var listing = sameListing
                    ? free(mentors.get(id), nextFreeAt(random))
                    : random.nextInt(4) == 0 ? null : listing(random, id);
            changes.add(new Change(round * 1000L + i, id, listing, sameListing));
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
                random.nextInt(3) == 0 ? 300 : 0,
                order,
                after,
                1 + random.nextInt(30),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0,
                random.nextLong(TimeUnit.DAYS.toMicros(4)));
    }

    private static boolean matches(IndexedMentor mentor, Query query) {
        return (query.text() == null || Words.of(query.text()).stream().allMatch(word -> level(mentor, word) > 0))
                && (query.tags().isEmpty()
                        || (query.anyTag()
                                ? query.tags().stream().anyMatch(tag -> has(mentor, tag))
                                : query.tags().stream().allMatch(tag -> has(mentor, tag))))
                && (query.language() == null || query.language().equals(mentor.language()))
                && mentor.mean() >= query.minimum()
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
                query.now());
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
                        half * 50, count(index, all, query, query.language(), half * 50, query.freeWithin())))
                .toList();
    }

    private static List<FreeCount> byFreeTime(DirectoryIndex index, List<IndexedMentor> all, Query query) {
        return Stream.of(1, 3, 7, 14, 31)
                .map(days -> new FreeCount(days, count(index, all, query, query.language(), query.minimum(), days)))
                .toList();
    }

    private static List<UUID> ids(SearchResult found) {
        return found.page().stream().map(Position::id).toList();
    }

    private static Query query(String text, SortOrder order, Position after, int limit) {
        return new Query(text, List.of(), false, null, 0, order, after, limit, false, 0, 0);
    }

    private static Query facets(String text, String language, int minimum) {
        return new Query(text, List.of(), false, language, minimum, SortOrder.RELEVANCE, null, ALL, true, 0, 0);
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
