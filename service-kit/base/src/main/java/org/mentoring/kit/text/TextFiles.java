package org.mentoring.kit.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Files of texts on the class path: {@code <folder>/<language>.properties}, with the same keys in each language. */
public final class TextFiles {

    /** The languages of texts; the first one is used for any other. */
    public static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "hi", "ar");

    private TextFiles() {}

    /** The texts of every language, by language and key. */
    public static Map<String, Map<String, String>> all(Class<?> owner, String folder) {
        return LANGUAGES.stream()
                .collect(Collectors.toUnmodifiableMap(language -> language, language -> read(owner, folder, language)));
    }

    /**
     * The texts of one language by key; empty where there is no such file.
     *
     * @param owner whose class loader finds the file
     */
    public static Map<String, String> read(Class<?> owner, String folder, String language) {
        var file = folder + "/" + language + ".properties";
        try (var stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                return Map.of();
            }
            var texts = new Properties();
            texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return texts.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(key -> key, texts::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException("The texts in " + file + " cannot be read", e);
        }
    }
}
