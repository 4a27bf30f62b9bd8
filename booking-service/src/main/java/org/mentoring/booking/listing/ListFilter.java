package org.mentoring.booking.listing;

import java.util.List;

import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/**
 * Which of a list is wanted; what is null does not narrow.
 *
 * @param role mentor or mentee: on which side the caller is; null for both, and for admins everyone's
 * @param from those that end after it
 * @param to those that start before it
 * @param earliestFirst whether the list is by the start ascending rather than descending
 */
public record ListFilter(String role, String status, InstantOrDate from, InstantOrDate to, boolean earliestFirst) {

    private static final List<String> ROLES = List.of("mentee", "mentor");
    private static final String EARLIEST_FIRST = "start_time";
    private static final List<String> SORTS = List.of("-start_time", EARLIEST_FIRST);

    /**
     * A filter as requests carry it.
     *
     * @throws ProblemException 400 for times that cannot be read, and for a role, status or order that there is not
     */
    public static ListFilter of(
            String role, String status, List<String> statuses, String from, String to, String sort) {
        requireOneOf("sort", sort, SORTS);
        requireOneOf("role", role, ROLES);
        requireOneOf("status", status, statuses);
        return new ListFilter(
                role,
                status,
                InstantOrDate.parse("from", from),
                InstantOrDate.parse("to", to),
                EARLIEST_FIRST.equals(sort));
    }

    private static void requireOneOf(String field, String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw Problems.malformed(field, "must be one of " + String.join(", ", allowed));
        }
    }

    /** Whether it takes a zone to say which are wanted. */
    boolean namesDays() {
        return from instanceof InstantOrDate.Day || to instanceof InstantOrDate.Day;
    }
}
