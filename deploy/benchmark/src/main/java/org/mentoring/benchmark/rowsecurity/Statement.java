package org.mentoring.benchmark.rowsecurity;

import java.util.List;
import java.util.UUID;

/**
 * What is asked, and by whom.
 *
 * @param user null for nobody
 * @param roles as in {@code app.roles}
 * @param times how often it is asked in a row, so that a round lasts some milliseconds
 */
record Statement(String what, UUID user, String roles, int times, String sql, List<Object> parameters) {

    Statement(String what, UUID user, String roles, int times, String sql, Object... parameters) {
        this(what, user, roles, times, sql, List.of(parameters));
    }
}
