package org.mentoring.benchmark.rowsecurity;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A statement, and the caller.
 *
 * @param user null for nobody
 * @param roles as in {@code app.roles}
 * @param times how often it is asked in a row, so that a round lasts some milliseconds
 * @param sql as the service sends it, with $1, $2 and so on for its parameters
 */
record Statement(String what, UUID user, String roles, int times, String sql, List<Object> parameters) {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");

    Statement(String what, UUID user, String roles, int times, String sql, Object... parameters) {
        this(what, user, roles, times, sql, Arrays.asList(parameters));
    }

    /** JDBC parameters have no numbers: each occurrence is a parameter of its own. */
    String jdbc() {
        return PARAMETER.matcher(sql).replaceAll("?");
    }

    /** The values of the JDBC parameters, in order. */
    List<Object> values() {
        return PARAMETER
                .matcher(sql)
                .results()
                .map(place -> parameters.get(Integer.parseInt(place.group(1)) - 1))
                .toList();
    }
}
