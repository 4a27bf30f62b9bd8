package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A session at the end of a run.
 *
 * @param changes of its events, by version from 1, in the order in which they came
 */
record SessionRow(UUID booking, String status, Instant start, Instant end, List<Change> changes) {

    record Change(String what, long version) {}
}
