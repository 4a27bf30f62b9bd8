package org.mentoring.web.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.MessageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mentoring.kit.text.TextFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page says everything in every language. */
class TextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}");
    private static final Pattern NUMBER_TO_CHOOSE_BY = Pattern.compile("=\\d+ ?\\{|, number, #\\.#");
    private static final Pattern IN_TEMPLATE = Pattern.compile("t:of\\('([^']+)'");
    private static final Pattern PREFIX_IN_TEMPLATE = Pattern.compile("t:under\\('([^']+)'");

    static Stream<String> features() throws IOException {
        try (var folders = Files.list(RESOURCES.resolve("texts"))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("features")
    void everyLanguageHasTheSameKeysAndValues(String feature) {
        var english = Texts.patterns(feature, "en");
        assertThat(english).as("texts/%s/en.properties", feature).isNotEmpty();
        for (var language : TextFiles.LANGUAGES) {
            var own = Texts.patterns(feature, language);
            assertThat(own.keySet())
                    .as("keys of texts/%s/%s.properties", feature, language)
                    .isEqualTo(english.keySet());
            english.forEach((key, pattern) -> assertThat(names(own.get(key), language))
                    .as("values in %s of texts/%s/%s.properties", key, feature, language)
                    .isEqualTo(names(pattern, "en")));
        }
    }

    @Test
    void everyTextOfATemplateExists() throws IOException {
        var missing = new ArrayList<String>();
        var texts = Texts.in(Locale.ENGLISH);
        for (var file : files(RESOURCES.resolve("templates"), ".html")) {
            var template = Files.readString(file);
            IN_TEMPLATE
                    .matcher(template)
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> !texts.has(key))
                    .forEach(key -> missing.add(file.getFileName() + ": " + key));
            PREFIX_IN_TEMPLATE
                    .matcher(template)
                    .results()
                    .map(found -> found.group(1))
                    .filter(prefix -> allKeys().stream().noneMatch(key -> key.startsWith(prefix + ".")))
                    .forEach(prefix -> missing.add(file.getFileName() + ": " + prefix + ".*"));
        }
        assertThat(missing).isEmpty();
    }

    /** A number is a value of a text, so that it has the digits and separators of the reader. */
    @ParameterizedTest
    @MethodSource("features")
    void noTextWritesANumberItself(String feature) {
        for (var language : TextFiles.LANGUAGES) {
            assertThat(Texts.patterns(feature, language).values())
                    .as("texts/%s/%s.properties", feature, language)
                    .noneMatch(text -> NUMBER.matcher(
                                    NUMBER_TO_CHOOSE_BY.matcher(text).replaceAll(""))
                            .find());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "find, find.title",
        "sessions, sessions.title",
        "requests, requests.title",
        "agenda, agenda.title",
        "availability, availability.title",
        "account, account.title",
        "profile, profile.title",
        "apply, profile.apply",
        "notifications, settings.title"
    })
    void pagesAreCalledAsInTheMenu(String inTheMenu, String title) {
        for (var language : TextFiles.LANGUAGES) {
            var texts = Texts.in(Locale.of(language));
            assertThat(texts.of("layout." + inTheMenu)).as(language).isEqualTo(texts.of(title));
        }
    }

    /** Keys that are put together, such as {@code problem.<type>}, are used wherever their beginning is. */
    @Test
    void everyTextIsUsed() throws IOException {
        var used = new StringBuilder();
        for (var file : files(RESOURCES.resolve("templates"), ".html")) {
            used.append(Files.readString(file));
        }
        for (var file : files(Path.of("src/main/java"), ".java")) {
            used.append(Files.readString(file));
        }
        var all = used.toString();
        assertThat(allKeys().stream().filter(key -> !isUsed(all, key))).isEmpty();
    }

    private static boolean isUsed(String sources, String key) {
        if (sources.contains("'" + key + "'") || sources.contains("\"" + key + "\"")) {
            return true;
        }
        if (key.startsWith("error.")) {
            var page = key.split("\\.")[1];
            return sources.contains("\"" + page + "\"");
        }
        var end = key.lastIndexOf('.');
        var prefix = key.substring(0, end);
        return sources.contains("\"" + prefix + ".\"") || sources.contains("t:under('" + prefix + "'");
    }

    private static Set<String> allKeys() {
        try (var features = features()) {
            return features.flatMap(feature ->
                            Texts.patterns(feature, "en").keySet().stream().map(key -> feature + "." + key))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> names(String pattern, String language) {
        return new TreeSet<>(new MessageFormat(pattern, Locale.of(language)).getArgumentNames());
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
