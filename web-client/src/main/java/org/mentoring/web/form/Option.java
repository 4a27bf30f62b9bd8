package org.mentoring.web.form;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.mentoring.kit.text.TextFiles;
import org.mentoring.web.time.Zones;

/** One of the values that can be chosen in a form. */
public record Option(String value, String label, boolean chosen) {

    /**
     * The languages that pages are in, and the chosen one.
     *
     * @param chosen a tag; empty for none
     * @param label of a tag
     */
    public static List<Option> languages(String chosen, UnaryOperator<String> label) {
        return Stream.concat(TextFiles.LANGUAGES.stream(), Stream.of(chosen))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .map(tag -> new Option(tag, label.apply(tag), tag.equals(chosen)))
                .toList();
    }

    /** All time zones, as "Kolkata, India (GMT+5:30)". */
    public static List<Option> zones(Locale locale) {
        return Zones.all(locale).stream()
                .map(zone -> new Option(zone.id(), zone.place() + " (" + zone.offset(locale) + ")", false))
                .toList();
    }
}
