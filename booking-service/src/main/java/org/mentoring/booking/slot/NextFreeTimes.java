package org.mentoring.booking.slot;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.ScheduledJobs;

/**
 * Keeps when each mentor can be booked next, and publishes it when it changes. Triggers record the mentors for whom something has changed;
 * the others are looked at when their time has come too near to be booked. Of one mentor it is computed by one replica at a time, and
 * once a run, however much changes.
 */
@ApplicationScoped
class NextFreeTimes {

    private static final int BATCH = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private static final String DUE = """
            SELECT mentor_id FROM outdated_next_free_times WHERE mentor_id > $1
             UNION
            SELECT mentor_id FROM next_free_times WHERE mentor_id > $1 AND recheck_at < now()
             ORDER BY mentor_id LIMIT $2
            """;
    // Another replica that has it computes it.
    private static final String LOCK = """
            SELECT next_free_at, version, now() AS now, coalesce(recheck_at < now(), false) AS has_passed
              FROM next_free_times WHERE mentor_id = $1 FOR UPDATE SKIP LOCKED
            """;
    private static final String DELETE_OUTDATED = "DELETE FROM outdated_next_free_times WHERE mentor_id = $1";
    private static final String UPDATE =
            "UPDATE next_free_times SET next_free_at = $2, recheck_at = $3, version = $4 WHERE mentor_id = $1";

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final NextFreeTime nextFreeTime;
    private final Outbox outbox;

    NextFreeTimes(ScheduledJobs jobs, Transactions transactions, NextFreeTime nextFreeTime, Outbox outbox) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.nextFreeTime = nextFreeTime;
        this.outbox = outbox;
    }

    /** The data of the event; see its schema. */
    record Changed(UUID mentorId, @Nullable Instant nextFreeAt) {

        static final String TOPIC = "mentoring.openings";
        static final String TYPE = "org.mentoring.opening.changed.v1";
    }

    @Scheduled(
            every = "${mentoring.next-free-times.check-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> keepUpToDate() {
        var last = new AtomicReference<>(FIRST);
        return jobs.untilLessThan(
                BATCH,
                "Next free times are computed by the next run",
                () -> due(last.get())
                        .call(mentors -> jobs.oneByOne(
                                mentors, "Computing the next free time of mentor %s failed", this::keepUpToDate))
                        .map(mentors -> {
                            mentors.forEach(last::set);
                            return mentors.size();
                        }));
    }

    private Uni<List<UUID>> due(UUID after) {
        return transactions
                .read(Caller.SERVICE, DUE, Tuple.of(after, BATCH))
                .map(rows -> rows.stream().map(row -> row.getUUID("mentor_id")).toList());
    }

    private Uni<Void> keepUpToDate(UUID mentor) {
        return transactions.write(Caller.SERVICE, tx -> keepUpToDate(tx, mentor));
    }

    private Uni<Void> keepUpToDate(SqlConnection tx, UUID mentor) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(mentor))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : keepUpToDate(tx, mentor, rows.iterator().next()));
    }

    /** The rows are deleted first, so that what is read afterwards includes the changes for which they were inserted. */
    private Uni<Void> keepUpToDate(SqlConnection tx, UUID mentor, Row known) {
        return tx.preparedQuery(DELETE_OUTDATED)
                .execute(Tuple.of(mentor))
                .chain(outdated -> outdated.rowCount() > 0 || known.getBoolean("has_passed")
                        ? nextFreeTime
                                .of(tx, mentor, known.getOffsetDateTime("now").toInstant())
                                .chain(found -> update(tx, mentor, known, found))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> update(SqlConnection tx, UUID mentor, Row known, NextFreeTime.Found found) {
        var isNew = !Objects.equals(instant(known), found.at());
        var version = known.getLong("version") + (isNew ? 1 : 0);
        return tx.preparedQuery(UPDATE)
                .execute(Tuple.of(mentor, time(found.at()), time(found.recheckAt()), version))
                .chain(() -> isNew
                        ? outbox.append(
                                tx,
                                new OutboxEvent(
                                        Changed.TOPIC, Changed.TYPE, mentor, version, new Changed(mentor, found.at())))
                        : Uni.createFrom().voidItem());
    }

    private static Instant instant(Row known) {
        var time = known.getOffsetDateTime("next_free_at");
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
