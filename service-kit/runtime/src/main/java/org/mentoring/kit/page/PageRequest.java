package org.mentoring.kit.page;

import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/** Which part of a list is wanted: {@code ?limit=} (default 20, most 100) and {@code ?cursor=}. */
public class PageRequest {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    @QueryParam("limit")
    String limit;

    @QueryParam("cursor")
    String cursor;

    public PageRequest() {}

    /**
     * How many items the page may have.
     *
     * @throws ProblemException 400 when the client's limit is not a number from 1 to 100
     */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            var wanted = Integer.parseInt(limit);
            if (wanted >= 1 && wanted <= MAX_LIMIT) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    /**
     * The sort key of the row after which the page begins; empty for the first page.
     *
     * @param parts how many parts the list's sort key has
     * @throws ProblemException 400 when the cursor is not one of this list
     */
    public Optional<SortKey> after(int parts) {
        return Optional.ofNullable(cursor).map(text -> Cursor.decode(text, parts));
    }

    private static ProblemException badLimit() {
        return Problems.malformed("limit", "must be a number from 1 to " + MAX_LIMIT);
    }
}
