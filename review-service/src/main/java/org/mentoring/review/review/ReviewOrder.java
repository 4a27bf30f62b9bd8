package org.mentoring.review.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.mentoring.kit.problem.Problems;
import org.mentoring.review.review.Review.PublishedReview;

/**
 * In which order reviews are listed; equal ones by the time they were written, the newest first. Each page, however deep it
 * lies and whichever ratings it is kept to, is read off an index from where it begins.
 */
public enum ReviewOrder {
    NEWEST(null),
    HIGHEST("rating"),
    LOWEST("rating_descending"),
    USEFUL("useful_count");

    /** Runs downwards, as the ids do. */
    private final String key;

    ReviewOrder(String key) {
        this.key = key;
    }

    /** @param name null for the newest first */
    static ReviewOrder of(String name) {
        if (name == null) {
            return NEWEST;
        }
        return Arrays.stream(values())
                .filter(order -> order.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problems.malformed(
                        "sort",
                        "must be one of "
                                + Arrays.stream(values())
                                        .map(ReviewOrder::wireName)
                                        .collect(Collectors.joining(", "))));
    }

    /** The key of a review with this rating that so many people found useful. */
    public long key(int rating, long useful) {
        return switch (this) {
            case NEWEST -> 0;
            case HIGHEST -> rating;
            case LOWEST -> 6 - rating;
            case USEFUL -> useful;
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The statement for a page. Its parameters: the mentor, the limit, then the rating if there is one, then, if it is not the
     * first page, the key (where the order {@link #hasKey has} one) and the id after which it begins. Each combination is a
     * statement of its own, because one for all ("$3 IS NULL OR …") would keep the planner from the indexes.
     *
     * @param rated whether only reviews with one rating are wanted
     * @param further whether there is a page before
     */
    public String page(boolean rated, boolean further) {
        var next = rated ? 4 : 3;
        var keyed = hasKey(rated);
        var after = keyed ? "(%s, id) < ($%d::bigint, $%d)".formatted(key, next, next + 1) : "id < $" + next;
        return "SELECT " + PublishedReview.COLUMNS + " FROM mentor_reviews"
                + " WHERE mentor_id = $1 AND shown"
                + (rated ? " AND rating = $3" : "")
                + (further ? " AND " + after : "")
                + " ORDER BY " + (keyed ? key + " DESC, " : "") + "id DESC LIMIT $2";
    }

    /** Whether more than the time orders the reviews: among those with one rating, the rating does not. */
    public boolean hasKey(boolean rated) {
        return this == USEFUL || key != null && !rated;
    }
}
