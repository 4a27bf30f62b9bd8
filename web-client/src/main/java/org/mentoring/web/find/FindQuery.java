package org.mentoring.web.find;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.ws.rs.QueryParam;

import org.mentoring.kit.text.TextFiles;
import org.mentoring.web.language.Texts;
import org.mentoring.web.layout.PageAddress;

/** The search, as query parameters. Values that the API would refuse are ignored. */
public class FindQuery {

    static final List<String> SORTS = List.of("relevance", "rating", "next_free", "name", "newest");
    static final List<String> RATINGS = List.of("3", "4", "4.5");
    static final int DAYS_OF_A_WEEK = 7;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_TAGS = 10;

    @QueryParam("q")
    String text;

    @QueryParam("tag")
    List<String> tags;

    @QueryParam("language")
    String language;

    @QueryParam("min_rating")
    String rating;

    @QueryParam("free_within")
    String free;

    @QueryParam("sort")
    String sort;

    @QueryParam("cursor")
    String cursor;

    public String text() {
        return text == null ? "" : Texts.first(LONGEST_TEXT, text.strip());
    }

    public List<String> tags() {
        return tags == null
                ? List.of()
                : tags.stream()
                        .filter(tag -> !tag.isBlank())
                        .distinct()
                        .limit(MOST_TAGS)
                        .toList();
    }

    /** Replaces the topics, such as an alias by the name of its topic. */
    void tags(List<String> names) {
        tags = names;
    }

    public String language() {
        return language != null && TextFiles.LANGUAGES.contains(language) ? language : "";
    }

    public String rating() {
        return rating != null && RATINGS.contains(rating) ? rating : "";
    }

    /** A week, or empty for any time. */
    public String free() {
        return Integer.toString(DAYS_OF_A_WEEK).equals(free) ? free : "";
    }

    /** The best match first where something is looked for, else the best rated. */
    public String sort() {
        return sort != null && SORTS.contains(sort) ? sort : text().isEmpty() ? "rating" : "relevance";
    }

    public boolean filtered() {
        return !text().isEmpty() || chosen() > 0;
    }

    /** How many conditions are chosen besides the text. */
    public int chosen() {
        return tags().size()
                + (int) Stream.of(language(), rating(), free())
                        .filter(one -> !one.isEmpty())
                        .count();
    }

    BigDecimal leastRating() {
        return rating().isEmpty() ? null : new BigDecimal(rating());
    }

    Integer freeWithin() {
        return free().isEmpty() ? null : Integer.valueOf(free());
    }

    /** The address of the same search without one of its conditions. */
    public String without(String condition, String value) {
        var left = new ArrayList<>(tags());
        left.removeIf(tag -> condition.equals("tag") && tag.equals(value));
        return address(
                        condition.equals("q") ? "" : text(),
                        left,
                        condition.equals("language") ? "" : language(),
                        condition.equals("min_rating") ? "" : rating(),
                        condition.equals("free_within") ? "" : free())
                .toString();
    }

    /** The first page of what was found. */
    PageAddress address() {
        return address(text(), tags(), language(), rating(), free());
    }

    private PageAddress address(String words, List<String> wanted, String spoken, String least, String soon) {
        var address = PageAddress.of("/").with("q", words);
        for (var tag : wanted) {
            address = address.with("tag", tag);
        }
        return address.with("language", spoken)
                .with("min_rating", least)
                .with("free_within", soon)
                .with("sort", Objects.equals(sort, sort()) ? sort : "");
    }
}
