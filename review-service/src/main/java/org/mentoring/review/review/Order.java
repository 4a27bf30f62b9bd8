package org.mentoring.review.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.mentoring.kit.problem.Problems;

/** In which order reviews are listed; equal ones by the time they were written, the newest first. */
enum Order {
    NEWEST("0::bigint", "DESC"),
    HIGHEST("rating::bigint", "DESC"),
    LOWEST("rating::bigint", "ASC"),
    USEFUL("useful", "DESC");

    private final String key;
    private final String direction;

    Order(String key, String direction) {
        this.key = key;
        this.direction = direction;
    }

    /** @param name null for the newest first */
    static Order of(String name) {
        if (name == null) {
            return NEWEST;
        }
        return Arrays.stream(values())
                .filter(order -> order.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problems.malformed(
                        "sort",
                        "must be one of "
                                + Arrays.stream(values()).map(Order::wireName).collect(Collectors.joining(", "))));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statement for a page: the mentor, the rating or null, the key and the id to go on after, the limit. */
    String page() {
        // The ids of equal ones run with the key, so that one index serves both.
        var comparison = direction.equals("ASC") ? ">" : "<";
        return """
                SELECT r.*, %1$s AS key FROM mentor_reviews r
                 WHERE mentor_id = $1 AND NOT hidden AND ($2::integer IS NULL OR rating = $2)
                   AND ($4::uuid IS NULL OR (%1$s, id) %2$s ($3::bigint, $4))
                 ORDER BY %3$s id %4$s
                 LIMIT $5
                """.formatted(key, comparison, this == NEWEST ? "" : column() + " " + direction + ",", direction);
    }

    private String column() {
        return this == USEFUL ? "useful" : "rating";
    }
}
