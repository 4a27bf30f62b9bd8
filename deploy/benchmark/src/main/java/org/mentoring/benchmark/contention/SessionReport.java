package org.mentoring.benchmark.contention;

import java.util.UUID;

/**
 * A request about the outcome of a session, and its answer.
 *
 * @param kind complete, no-show, contest or decide
 * @param status of the answer; 0 when none came
 * @param answer the session as the answer shows it; null unless it was accepted
 */
record SessionReport(String kind, UUID session, int status, SessionState answer) {

    boolean accepted() {
        return answer != null;
    }

    boolean unknown() {
        return status == 0;
    }
}
