package org.mentoring.notification.booking;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;
import org.mentoring.notification.message.Sender;

/**
 * Reminds both sides of sessions to come. A reminder is a row until it is due and is cancelled or moved with its booking. What
 * should have gone out while nobody was there to send it goes out late, unless a later one is due as well or the session has
 * begun.
 */
@ApplicationScoped
public class Reminders {

    private static final int BATCH = 500;
    private static final String REPLAN = "SELECT plan_reminders_of($1, now())";
    private static final String RELEASE = "SELECT release_reminders(now(), $1)";

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final Sender sender;

    Reminders(ScheduledJobs jobs, Transactions transactions, Sender sender) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.sender = sender;
    }

    /**
     * Plans somebody's reminders again: to be called in the transaction that changes {@code preferences.reminder_minutes},
     * as the service. None is planned for a time that has passed, and those that are due already go out.
     */
    public Uni<Void> replan(SqlConnection tx, UUID person) {
        return tx.preparedQuery(REPLAN).execute(Tuple.of(person)).replaceWithVoid();
    }

    /** Turns reminders that are due into mails, many at a time and in one statement, whichever replica comes first. */
    @Scheduled(
            every = "${mentoring.reminders.check-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sendDueReminders() {
        return jobs.untilLessThan(BATCH, "Sending due reminders failed, the next run retries", this::release);
    }

    private Uni<Integer> release() {
        return transactions
                .statement(RELEASE, Tuple.of(BATCH))
                .map(rows -> rows.iterator().next().getInteger(0))
                .invoke(released -> {
                    if (released > 0) {
                        sender.wake();
                    }
                });
    }
}
