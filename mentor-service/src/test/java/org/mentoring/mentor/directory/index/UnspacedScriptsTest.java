package org.mentoring.mentor.directory.index;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Searches for words of scripts that are written without spaces. */
class UnspacedScriptsTest {

    private static final int ALL = 1000;

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

    private static List<UUID> ids(SearchResult found) {
        return found.page().stream().map(Position::id).toList();
    }

    private static Query query(String text, SortOrder order, Position after, int limit) {
        return new Query(text, List.of(), false, null, 0, order, after, limit, false, 0, 0, List.of());
    }

    private static IndexedMentor named(String name, String bio, String... expertise) {
        return new IndexedMentor(UUID.randomUUID(), name, bio, List.of(expertise), List.of(), "en", 0, 0, 0, 0);
    }
}
