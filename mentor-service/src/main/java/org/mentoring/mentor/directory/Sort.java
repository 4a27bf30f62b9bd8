package org.mentoring.mentor.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.mentoring.kit.problem.Problems;

/** By what the directory is sorted; mentors who are equal in it stand in the order of their ids. */
enum Sort {
    RELEVANCE(
            "round((coalesce(ts_rank_cd(document, words_query($1)), 0) + word_similarity(plain_text($1), names))::numeric, 6)",
            "numeric",
            "DESC"),
    RATING("coalesce(rating_mean, 0)", "numeric", "DESC"),
    NAME("lower(name) COLLATE \"C\"", "text", "ASC"),
    NEWEST("(extract(epoch FROM created_at) * 1000000)::numeric", "numeric", "DESC");

    private final String key;
    private final String keyType;
    private final String direction;

    Sort(String key, String keyType, String direction) {
        this.key = key;
        this.keyType = keyType;
        this.direction = direction;
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

    boolean isNumeric() {
        return keyType.equals("numeric");
    }

    /** The statement for a page: parameters 1 to 4 are the filter's, 5 and 6 the row to go on after, 7 the limit. */
    String pageOf(String filter) {
        return """
                SELECT page.*, page.key::text AS key_text
                  FROM (SELECT mentor_directory.*, %s AS key FROM mentor_directory WHERE %s) page
                 WHERE $5::text IS NULL OR (page.key, page.mentor_id) %s ($5::text::%s, $6::uuid)
                 ORDER BY page.key %s, page.mentor_id %s
                 LIMIT $7
                """.formatted(key, filter, direction.equals("ASC") ? ">" : "<", keyType, direction, direction);
    }
}
