package org.mentoring.kit.time;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.lifecycle.GracefulShutdown;

/**
 * Runs the bodies of {@code @Scheduled} methods. A failure is logged and does not affect the next run. While the application
 * stops no job starts, and running ones are awaited (see {@link GracefulShutdown}).
 */
@ApplicationScoped
public class ScheduledJobs {

    private static final Logger LOG = Logger.getLogger(ScheduledJobs.class);

    private static final int MOST_OUTAGES = 3;

    private final GracefulShutdown shutdown;

    ScheduledJobs(GracefulShutdown shutdown) {
        this.shutdown = shutdown;
    }

    /**
     * Runs a job, unless the application is stopping.
     *
     * @param onFailure the consequence of a failure, for the log, such as "Reminders are sent by the next run"
     * @return never fails
     */
    public Uni<Void> run(String onFailure, Supplier<Uni<Void>> job) {
        return shutdown.waitFor(job, Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("%s: %s", onFailure, failure))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Repeats a step until it answers that nothing is left to do, or the application is stopping.
     *
     * @see #run
     */
    public Uni<Void> untilDone(String onFailure, Supplier<Uni<Boolean>> step) {
        return run(
                onFailure,
                () -> Multi.createBy()
                        .repeating()
                        .uni(step::get)
                        .whilst(more -> more && !shutdown.hasBegun())
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /**
     * Claims a task that is due and works on it, one after the other until none is due or the application is stopping.
     *
     * @param work settles the claim, also if the task fails
     * @see #run
     */
    public <T> Uni<Void> whileDue(String onFailure, Supplier<Uni<Optional<T>>> claim, Function<T, Uni<Void>> work) {
        return untilDone(
                onFailure,
                () -> claim.get()
                        .chain(claimed -> claimed.map(work)
                                .orElseGet(() -> Uni.createFrom().voidItem())
                                .replaceWith(claimed.isPresent())));
    }

    /**
     * Works on pages of tasks, each from the last task of the page before it, until one is empty or the application is stopping.
     *
     * @param first before all tasks
     * @param page works on the tasks that come after one, and answers the last of them; empty if none comes
     * @see #run
     */
    public <T> Uni<Void> eachPage(String onFailure, T first, Function<T, Uni<Optional<T>>> page) {
        var after = new AtomicReference<>(first);
        return untilDone(
                onFailure,
                () -> page.apply(after.get())
                        .invoke(last -> last.ifPresent(after::set))
                        .map(Optional::isPresent));
    }

    /**
     * Works on tasks one after the other, until the application is stopping. One that fails is logged and does not keep the others
     * waiting, unless it is the third in a row that failed because the database is away: then the others are left to the next run.
     *
     * @param failed for the log, with {@code %s} for the task, such as "Report %s cannot be created"
     */
    public <T> Uni<Void> oneByOne(List<T> tasks, String failed, Function<T, Uni<Void>> work) {
        var outages = new AtomicInteger();
        return Multi.createFrom()
                .iterable(tasks)
                .select()
                .first(task -> !shutdown.hasBegun())
                .onItem()
                .transformToUniAndConcatenate(task -> Uni.createFrom()
                        .deferred(() -> work.apply(task))
                        .invoke(() -> outages.set(0))
                        .onFailure(failure ->
                                !DatabaseFailure.isTransient(failure) || outages.incrementAndGet() < MOST_OUTAGES)
                        .recoverWithUni(failure -> {
                            LOG.errorf(failure, failed, task);
                            return Uni.createFrom().voidItem();
                        }))
                .onItem()
                .ignoreAsUni();
    }

    /**
     * Repeats a step, such as deleting rows, until it answers less than a batch, or the application is stopping.
     *
     * @see #run
     */
    public Uni<Void> untilLessThan(int batch, String onFailure, Supplier<Uni<Integer>> step) {
        return untilDone(onFailure, () -> step.get().map(count -> count >= batch));
    }
}
