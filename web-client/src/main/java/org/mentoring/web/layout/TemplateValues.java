package org.mentoring.web.layout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkus.arc.Arc;
import io.quarkus.qute.TemplateExtension;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;

/** What templates ask of plain values. */
@TemplateExtension
class TemplateValues {

    private static final int HUES = 6;
    private static final int INITIALS = 2;
    private static final int STARS = 5;
    private static final int SHORT = 160;
    private static final Map<String, String> PLATFORMS = Map.of(
            "github",
            "GitHub",
            "linkedin",
            "LinkedIn",
            "youtube",
            "YouTube",
            "gitlab",
            "GitLab",
            "stackoverflow",
            "Stack Overflow");

    private TemplateValues() {}

    /** Encoded as the value of a query parameter. */
    static String urlPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The id of an input; {@code about} what, where several inputs have the same name. */
    static String inputId(String name, Object about) {
        return about.toString().isEmpty() ? name : name + "-" + about;
    }

    /** The first letters of the first and the last name. */
    static String initials(String name) {
        var parts = Arrays.stream(name.split("[^\\p{L}\\p{M}]+"))
                .filter(part -> !part.isEmpty())
                .toList();
        return (parts.size() > INITIALS
                        ? java.util.stream.Stream.of(parts.getFirst(), parts.getLast())
                        : parts.stream())
                .map(part -> part.substring(0, part.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** One of the colours shown in place of a picture, always the same for a name. */
    static int hue(String name) {
        return Math.floorMod(name.hashCode(), HUES);
    }

    /** Encoded as a part of an id. */
    static String hash(String text) {
        return Integer.toHexString(text.hashCode());
    }

    /** A language tag's name in the reader's language. */
    static String languageName(String tag) {
        return Arc.container().instance(Reader.class).get().texts().languageName(tag);
    }

    /** A platform's own way to write its name. */
    static String platformName(String platform) {
        return PLATFORMS.getOrDefault(
                platform, platform.substring(0, 1).toUpperCase(Locale.ROOT) + platform.substring(1));
    }

    /** The beginning, for a preview elsewhere; empty for nothing. */
    static String shortened(String text) {
        if (text == null) {
            return "";
        }
        var line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SHORT
                ? line
                : Texts.first(SHORT - 1, line).strip() + "…";
    }

    static String starsOn(Integer stars) {
        return "★".repeat(stars);
    }

    static String starsOff(Integer stars) {
        return "★".repeat(STARS - stars);
    }
}
