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
        return limit == null ? DEFAULT_LIMIT : limit(limit, MAX_LIMIT);
    }

    /**
     * How many items a response may have that is not a page.
     *
     * @param text what the client sent as {@code limit}
     * @throws ProblemException 400 when it is not a number from 1 to the most
     */
    public static int limit(String text, int most) {
        try {
            var wanted = Integer.parseInt(text);
            if (wanted >= 1 && wanted <= most) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            throw badLimit(most);
        }
        throw badLimit(most);
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

    private static ProblemException badLimit(int most) {
        return Problems.malformed("limit", "must be a number from 1 to " + most);
    }
}
