package org.mentoring.web.layout;

/**
 * The links between the pages of a list, for the tag {@code paging}.
 *
 * @param first the address of the first page; null on that page
 * @param next the address of the next page; null on the last one
 */
public record Paging(String first, String next) {

    /**
     * @param list the address of the first page
     * @param cursor of the page that is shown; null or blank for the first one
     */
    public static Paging of(PageAddress list, String cursor, String nextCursor) {
        return new Paging(
                cursor == null || cursor.isBlank() ? null : list.toString(),
                nextCursor == null ? null : list.with("cursor", nextCursor).toString());
    }
}
