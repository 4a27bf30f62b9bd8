package org.mentoring.mentor.directory;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.mentoring.kit.problem.Problems;
import org.mentoring.mentor.directory.index.SortOrder;

/** What is looked for in the directory. */
public class Search {

    private static final int MAX_TEXT = 200;
    private static final int MAX_TAGS = 20;
    private static final int MAX_IDS = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    @QueryParam("q")
    String text;

    /** Only these mentors. */
    @QueryParam("id")
    List<String> ids;

    @QueryParam("tag")
    List<String> tags;

    @QueryParam("tag_match")
    @Parameter(schema = @Schema(enumeration = {"all", "any"}))
    String tagMatch;

    @QueryParam("language")
    String language;

    @QueryParam("min_rating")
    @Parameter(schema = @Schema(type = SchemaType.NUMBER, minimum = "1", maximum = "5", multipleOf = 0.01))
    String minRating;

    /** In how many days the mentor can be booked at the latest; one day is 24 hours. */
    @QueryParam("free_within")
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "31"))
    String freeWithin;

    @QueryParam("sort")
    @Parameter(schema = @Schema(enumeration = {"relevance", "rating", "name", "newest", "next_free"}))
    String sort;

    @QueryParam("facets")
    @Parameter(schema = @Schema(enumeration = {"tags", "all"}))
    String facets;

    public Search() {}

    /** Null when nothing is searched for, as in a form whose field was left empty; blank for spaces, which nobody has. */
    String text() {
        return text == null || text.isEmpty() ? null : checked("q", text);
    }

    /** Empty for everybody. */
    List<UUID> ids() {
        if (ids.size() > MAX_IDS) {
            throw Problems.malformed("id", "must be given at most " + MAX_IDS + " times");
        }
        return ids.stream().map(Search::uuid).toList();
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed("id", "must be a UUID");
        }
    }

    /** As they were written; those that a mentor must have, all of them or {@link #anyTag() any}. */
    List<String> tags() {
        if (tags.size() > MAX_TAGS) {
            throw Problems.malformed("tag", "must be given at most " + MAX_TAGS + " times");
        }
        return tags.stream().map(tag -> checked("tag", tag)).toList();
    }

    /** Whether one of the tags is enough. */
    boolean anyTag() {
        if (tagMatch == null || tagMatch.equals("all")) {
            return false;
        }
        if (!tagMatch.equals("any")) {
            throw Problems.malformed("tag_match", "must be all or any");
        }
        return true;
    }

    /** Whether languages, ratings and next free times are counted, too. */
    boolean allFacets() {
        if (facets == null || facets.equals("tags")) {
            return false;
        }
        if (!facets.equals("all")) {
            throw Problems.malformed("facets", "must be tags or all");
        }
        return true;
    }

    /** The primary language subtag (RFC 5646) in lower case; null when any language will do. */
    String language() {
        if (language == null) {
            return null;
        }
        if (!language.matches("[A-Za-z]{2,3}")) {
            throw Problems.malformed("language", "must be a language such as en or de");
        }
        return language.toLowerCase(Locale.ROOT);
    }

    /** In hundredths; 0 when any rating will do. */
    int minRating() {
        if (minRating == null) {
            return 0;
        }
        if (!minRating.matches("[1-5](\\.\\d{1,2})?")) {
            throw Problems.malformed("min_rating", "must be a number from 1 to 5");
        }
        return new BigDecimal(minRating).movePointRight(2).intValueExact();
    }

    /** In days; 0 when any time will do, or none. */
    int freeWithin() {
        if (freeWithin == null) {
            return 0;
        }
        if (!freeWithin.matches("[1-9]|[12]\\d|3[01]")) {
            throw Problems.malformed("free_within", "must be a number of days from 1 to 31");
        }
        return Integer.parseInt(freeWithin);
    }

    /** Relevance where something is searched for and rating where not, unless another one is asked for. */
    SortOrder order() {
        var searching = text() != null;
        if (sort == null) {
            return searching ? SortOrder.RELEVANCE : SortOrder.RATING;
        }
        var order = Arrays.stream(SortOrder.values())
                .filter(known -> wireName(known).equals(sort))
                .findFirst()
                .orElseThrow(() -> Problems.malformed(
                        "sort",
                        "must be one of "
                                + Arrays.stream(SortOrder.values())
                                        .map(Search::wireName)
                                        .collect(Collectors.joining(", "))));
        return order == SortOrder.RELEVANCE && !searching ? SortOrder.RATING : order;
    }

    private static String wireName(SortOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }

    private static String checked(String field, String value) {
        if (value.codePointCount(0, value.length()) > MAX_TEXT
                || CONTROL.matcher(value).find()) {
            throw Problems.malformed(
                    field, "must be at most " + MAX_TEXT + " characters, none of them a control character");
        }
        return value.strip();
    }
}
