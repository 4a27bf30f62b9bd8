package org.mentoring.kit.page;

import java.util.List;
import java.util.function.Function;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A part of a list.
 *
 * @param nextCursor where the next page begins; null on the last one
 */
public record Page<T>(
        List<T> items, @JsonProperty("next_cursor") String nextCursor) {

    /**
     * @param rows what was read with one more than the limit, so that the last page is known
     * @param sortKey the parts of a row's sort key, which must be unique
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, List<String>> sortKey) {
        var limit = request.limit();
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        var items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, Cursor.encode(sortKey.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<T, R> toItem) {
        return new Page<>(items.stream().map(toItem).toList(), nextCursor);
    }

    /** The page with the {@code Link} header (RFC 8288) to the next one. */
    public Response response(UriInfo request) {
        var response = Response.ok(this);
        if (nextCursor != null) {
            response.header("Link", link(request));
        }
        return response.build();
    }

    /** The value of the {@code Link} header to the next page; only where there is one. */
    public String link(UriInfo request) {
        var next = request.getRequestUriBuilder()
                .scheme(null)
                .host(null)
                .port(-1)
                .replaceQueryParam("cursor", nextCursor)
                .build();
        return "<" + next + ">; rel=\"next\"";
    }
}
