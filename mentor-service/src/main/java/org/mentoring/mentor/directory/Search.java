package org.mentoring.mentor.directory;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.ws.rs.QueryParam;

import org.mentoring.kit.problem.Problems;

/** What is looked for in the directory. */
public class Search {

    private static final int MAX_TEXT = 200;
    private static final int MAX_TAGS = 20;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    @QueryParam("q")
    String text;

    @QueryParam("tag")
    List<String> tags;

    @QueryParam("min_rating")
    String minRating;

    @QueryParam("sort")
    String sort;

    public Search() {}

    /** In lower case; null when nothing is searched for. */
    String text() {
        if (text == null || text.isBlank()) {
            return null;
        }
        return checked("q", text).toLowerCase(Locale.ROOT);
    }

    /** The words as a text search query in which each may be the beginning of a longer one; null without words. */
    String words() {
        var wanted = text();
        if (wanted == null) {
            return null;
        }
        var query = Arrays.stream(NO_WORD.split(wanted))
                .filter(word -> !word.isEmpty())
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
        return query.isEmpty() ? null : query;
    }

    /** In lower case; a mentor must have all of them. */
    String[] tags() {
        if (tags.size() > MAX_TAGS) {
            throw Problems.malformed("tag", "may stand at most " + MAX_TAGS + " times");
        }
        return tags.stream()
                .map(tag -> checked("tag", tag).toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** Null when any rating will do. */
    BigDecimal minRating() {
        if (minRating == null) {
            return null;
        }
        if (!minRating.matches("[1-5](\\.\\d{1,2})?")) {
            throw Problems.malformed("min_rating", "must be a number from 1 to 5");
        }
        return new BigDecimal(minRating);
    }

    Sort sort() {
        return Sort.of(sort, text() != null);
    }

    private static String checked(String field, String value) {
        if (value.length() > MAX_TEXT || CONTROL.matcher(value).find()) {
            throw Problems.malformed(
                    field, "must be at most " + MAX_TEXT + " characters, none of them a control character");
        }
        return value.strip();
    }
}
