package org.mentoring.mentor.directory;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.mentoring.kit.problem.Problems;

/** By what the directory is sorted; mentors who are equal in it stand in the order of their ids. */
enum Sort {
    RELEVANCE(
            "round((coalesce(ts_rank_cd(document, words_query($1)), 0) + word_similarity(plain_text($1), names))::numeric, 6)",
            "DESC",
            "page.key::text",
            "$5::text::numeric"),
    RATING("coalesce(rating_mean, 0)", "DESC", "page.key::text", "$5::text::numeric"),
    NAME("lower(name) COLLATE \"C\"", "ASC", "page.key", "$5::text"),
    NEWEST(
            "created_at",
            "DESC",
            "(extract(epoch FROM page.key) * 1000000)::bigint::text",
            "timestamptz 'epoch' + $5::text::numeric::bigint * interval '1 microsecond'");

    private static final BigDecimal BEYOND_ALL_TIME = BigDecimal.valueOf(1L << 52);

    private final String key;
    private final String direction;
    private final String keyAsText;
    private final String keyOfText;

    Sort(String key, String direction, String keyAsText, String keyOfText) {
        this.key = key;
        this.direction = direction;
        this.keyAsText = keyAsText;
        this.keyOfText = keyOfText;
    }

    /**
     * @param name null for the default: relevance when something is searched for, rating when not
     */
    static Sort of(String name, boolean searching) {
        if (name == null) {
            return searching ? RELEVANCE : RATING;
        }
        var sort = Arrays.stream(values())
                .filter(known -> known.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problems.malformed(
                        "sort",
                        "must be one of "
                                + Arrays.stream(values()).map(Sort::wireName).collect(Collectors.joining(", "))));
        return sort == RELEVANCE && !searching ? RATING : sort;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A key from a cursor, as the statement takes it.
     *
     * @throws IllegalArgumentException if no mentor can have this key
     */
    String key(String text) {
        if (this == NAME) {
            return text;
        }
        var number = new BigDecimal(text);
        if (number.abs().compareTo(BEYOND_ALL_TIME) > 0) {
            throw new IllegalArgumentException("Beyond every key: " + text);
        }
        return number.toPlainString();
    }

    /** The statement for a page: parameters 1 to 4 are the filter's, 5 and 6 the row to go on after, 7 the limit. */
    String pageOf(String filter) {
        return """
                SELECT page.*, %s AS key_text
                  FROM (SELECT mentor_directory.*, %s AS key FROM mentor_directory WHERE %s) page
                 WHERE $5::text IS NULL OR (page.key, page.mentor_id) %s (%s, $6::uuid)
                 ORDER BY page.key %s, page.mentor_id %s
                 LIMIT $7
                """.formatted(
                        keyAsText, key, filter, direction.equals("ASC") ? ">" : "<", keyOfText, direction, direction);
    }
}
