package org.mentoring.kit.time;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/**
 * Runs the bodies of {@code @Scheduled} methods that change or delete rows, a batch in each transaction, until fewer than a batch
 * are left. Every replica may run them.
 *
 * @see ScheduledJobs
 */
@ApplicationScoped
public class BatchJobs {

    private final ScheduledJobs jobs;
    private final Transactions transactions;

    BatchJobs(ScheduledJobs jobs, Transactions transactions) {
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /**
     * Calls a function that identifies the caller itself, and answers how many rows it has changed.
     *
     * @see Transactions#statement
     */
    public Uni<Void> call(String onFailure, int batch, String sql, Tuple parameters) {
        return jobs.untilLessThan(
                batch,
                onFailure,
                () -> transactions
                        .statement(sql, parameters)
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }

    /** Deletes rows by a statement that is limited to a batch. */
    public Uni<Void> delete(String onFailure, int batch, String sql, Tuple parameters) {
        return jobs.untilLessThan(
                batch,
                onFailure,
                () -> transactions.write(Caller.SERVICE, sql, parameters).map(RowSet::rowCount));
    }
}
