package org.mentoring.notification.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.ScheduledJobs;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.PlannedMail;

/**
 * Makes reports when they are due. A report is planned first, then created: its figures are taken and its mail is planned in the
 * transaction that marks it as made, so that a process that dies leaves it to be made by another.
 */
@ApplicationScoped
class ReportJobs {

    private static final int BATCH = 200;
    private static final UUID FIRST = new UUID(0, 0);
    private static final String TO_BE_MADE =
            "SELECT id FROM report_runs WHERE planned_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
    private static final String TAKE = """
            SELECT id, report, period, reader_id, reader_name, reader_email, reader_locale, time_zone FROM report_runs
             WHERE id = $1 AND planned_at IS NULL FOR UPDATE SKIP LOCKED
            """;
    private static final String MADE = "UPDATE report_runs SET planned_at = now() WHERE id = $1";

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final ReportRuns runs;
    private final FigureQueries figures;
    private final Messages messages;
    private final ProjectionReadiness copies;

    ReportJobs(
            ScheduledJobs jobs,
            Transactions transactions,
            ReportRuns runs,
            FigureQueries figures,
            Messages messages,
            ProjectionReadiness copies) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.runs = runs;
        this.figures = figures;
        this.messages = messages;
        this.copies = copies;
    }

    @Scheduled(every = "${mentoring.reports.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> createReports() {
        return jobs.run(
                "Creating reports failed, the next run retries",
                () -> copies.areUpToDate()
                        .chain(upToDate -> upToDate
                                ? transactions.write(Caller.SERVICE, runs::due).chain(due -> make())
                                : Uni.createFrom().voidItem()));
    }

    /** Creates the planned reports; never fails. */
    Uni<Void> make() {
        return jobs.eachPage("Creating reports failed, the next run retries", FIRST, this::makeAfter);
    }

    /** Creates some reports; the last of them. */
    private Uni<Optional<UUID>> makeAfter(UUID run) {
        return transactions
                .read(Caller.SERVICE, TO_BE_MADE, Tuple.of(run, BATCH))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList())
                .call(ids -> jobs.oneByOne(ids, "Report %s cannot be created, will retry", this::make))
                .map(ids -> ids.isEmpty() ? Optional.empty() : Optional.of(ids.getLast()));
    }

    private Uni<Void> make(UUID id) {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(TAKE)
                        .execute(Tuple.of(id))
                        .chain(rows -> rows.rowCount() == 0
                                ? Uni.createFrom().<Void>nullItem()
                                : make(tx, rows.iterator().next())));
    }

    private Uni<Void> make(SqlConnection tx, Row run) {
        var report = Report.named(run.getString("report")).orElseThrow();
        var period = run.getLocalDate("period");
        return figures(tx, report, run.getUUID("reader_id"), period, ZoneId.of(run.getString("time_zone")))
                .chain(data -> messages.plan(tx, mail(report, run, data)))
                .chain(() -> tx.preparedQuery(MADE).execute(Tuple.of(run.getUUID("id"))))
                .replaceWithVoid();
    }

    private Uni<JsonObject> figures(SqlConnection tx, Report report, UUID reader, LocalDate period, ZoneId zone) {
        var end = report.end(period);
        return switch (report) {
            case MENTOR -> figures.ofMentor(tx, reader, period, end, zone);
            case PLATFORM -> figures.ofPlatform(tx, period, end, zone);
        };
    }

    private static PlannedMail mail(Report report, Row run, JsonObject data) {
        return PlannedMail.of(report.column() + "/" + run.getUUID("id"), report.kind(), run.getUUID("reader_id"), data)
                .to(new PlannedMail.Addressee(
                        null,
                        run.getString("reader_name"),
                        run.getString("reader_email"),
                        run.getString("time_zone"),
                        run.getString("reader_locale")));
    }
}
