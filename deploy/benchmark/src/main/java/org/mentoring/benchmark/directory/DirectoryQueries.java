package org.mentoring.benchmark.directory;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Queries of a directory, from one that finds everyone to one that finds nobody. */
final class DirectoryQueries {

    private DirectoryQueries() {}

    static Map<String, List<String>> of(Vocabulary vocabulary, UnspacedTexts unspaced) {
        var frequentTags = vocabulary.tags.subList(0, 10);
        var rareTags = vocabulary.tags.subList(vocabulary.tags.size() - 20, vocabulary.tags.size());
        var rareWords = vocabulary.words.subList(20_000, 20_050);
        var names = vocabulary.lastNames.subList(0, 50);
        var kinds = new LinkedHashMap<String, List<String>>();
        kinds.put("everyone, by rating", List.of(""));
        kinds.put("everyone, newest first", List.of("sort=newest"));
        kinds.put("everyone, by name", List.of("sort=name"));
        kinds.put("everyone, pages of 100", List.of("limit=100"));
        kinds.put("everyone, all facets", List.of("facets=all"));
        kinds.put("a language", each("language=", List.of("en", "de", "hi")));
        kinds.put("a least rating", each("min_rating=", List.of("2", "4", "4.5")));
        kinds.put("a frequent tag", each("tag=", frequentTags));
        kinds.put("a rare tag", each("tag=", rareTags));
        kinds.put("two tags, both", List.of("tag=Java&tag=Python", "tag=Java&tag=Rust"));
        kinds.put("five tags, any", List.of("tag_match=any&tag=Java&tag=Python&tag=Go&tag=Rust&tag=Kafka"));
        kinds.put("a word in most biographies", each("q=", List.of("experience", "years", "the", "software")));
        kinds.put("the same, by name", each("sort=name&q=", List.of("experience", "years", "the", "software")));
        kinds.put("a rare word", each("q=", rareWords));
        kinds.put("three frequent words", List.of("q=software%20engineer%20experience", "q=data%20and%20design"));
        kinds.put(
                "ten frequent words",
                List.of("q=I%20have%20years%20of%20experience%20with%20software%20and%20the%20team"));
        kinds.put("one letter", each("q=", List.of("s", "a", "m", "p")));
        kinds.put("ten letters, one each", List.of("q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j"));
        kinds.put("two letters", each("q=", List.of("so", "ex", "ma", "pr")));
        kinds.put("a name", each("q=", names));
        kinds.put("a first name, without its accent", each("q=", List.of("jose", "lukasz", "zoe", "siân", "HAKON")));
        kinds.put(
                "a misspelt name",
                each("q=", names.stream().map(DirectoryQueries::misspelt).toList()));
        var words = unspaced.words;
        kinds.put("a frequent word without spaces", each("q=", words.subList(0, 10)));
        kinds.put("a rare word without spaces", each("q=", words.subList(5000, 5050)));
        kinds.put(
                "one character of such",
                each(
                        "q=",
                        words.stream()
                                .limit(10)
                                .map(word -> word.substring(0, 1))
                                .toList()));
        kinds.put(
                "two frequent ones in a row",
                List.of(
                        "q=" + URLEncoder.encode(words.get(1) + words.get(2), UTF_8),
                        "q=" + URLEncoder.encode(words.get(2) + words.get(3), UTF_8)));
        kinds.put("what nobody has", each("q=", List.of("xyzzyplugh", "qqqqqqqq", "zzzz")));
        kinds.put(
                "word, tag, language and rating",
                List.of(
                        "q=experience&tag=Java&language=en&min_rating=4",
                        "q=software&tag=Python&language=de&min_rating=3"));
        kinds.put(
                "the same, all facets",
                List.of(
                        "facets=all&q=experience&tag=Java&language=en&min_rating=4",
                        "facets=all&q=software&tag=Python&language=de&min_rating=3"));
        kinds.put("word and language, newest first", List.of("q=experience&language=en&sort=newest"));
        return kinds;
    }

    private static List<String> each(String parameter, List<String> values) {
        return values.stream()
                .map(value -> parameter + URLEncoder.encode(value, UTF_8))
                .toList();
    }

    /** With two letters in the middle exchanged. */
    private static String misspelt(String name) {
        var middle = name.length() / 2;
        return Stream.of(
                        name.substring(0, middle - 1),
                        name.substring(middle, middle + 1),
                        name.substring(middle - 1, middle),
                        name.substring(middle + 1))
                .collect(Collectors.joining());
    }
}
