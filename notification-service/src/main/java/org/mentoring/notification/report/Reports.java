package org.mentoring.notification.report;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.security.Caller;
import org.mentoring.notification.preference.Preferences;

/** What people and admins can do with reports. */
@ApplicationScoped
class Reports {

    private static final int ACCEPTED = 202;
    private static final String AS_SERVICE = "SELECT set_config('app.roles', 'service', true)";
    private static final String LAST_SENT = """
            SELECT max(sent_at) AS sent_at FROM messages WHERE recipient_id = $1 AND kind = $2 AND status = 'sent'
            """;

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Preferences preferences;
    private final Readers readers;
    private final ReportRuns runs;
    private final ReportJobs maker;
    private final ReportSchedule timetable;
    private final Clock clock;

    Reports(
            Transactions transactions,
            Idempotency idempotency,
            Preferences preferences,
            Readers readers,
            ReportRuns runs,
            ReportJobs maker,
            ReportSchedule timetable,
            Clock clock) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.preferences = preferences;
        this.readers = readers;
        this.runs = runs;
        this.maker = maker;
        this.timetable = timetable;
        this.clock = clock;
    }

    /** The reports for somebody. */
    record ReportList(List<ScheduledReport> items) {}

    /**
     * A report to its reader.
     *
     * @param name mentor-report or platform-report
     * @param timeZone IANA id, on whose calendar its days are
     * @param wanted whether the reader wants it; see the preferences
     * @param lastSentAt null before the first
     * @param nextDueAt null for an admin whom the settings do not name
     * @param nextFrom the first day that the next one reports on; null with {@code next_due_at}
     * @param nextTo the last one
     */
    record ScheduledReport(
            @Schema(enumeration = {"mentor-report", "platform-report"})
            String name,

            String timeZone,
            boolean wanted,
            @Nullable OffsetDateTime lastSentAt,
            @Nullable Instant nextDueAt,
            @Nullable LocalDate nextFrom,
            @Nullable LocalDate nextTo) {}

    /** @param readers to how many it is sent */
    record SentReport(
            @Schema(enumeration = {"mentor-report", "platform-report"})
            String name,

            int readers) {}

    /** @param addresses that are known to be the caller's */
    Uni<ReportList> listedFor(Caller caller, Set<String> addresses) {
        return transactions
                .read(
                        Caller.SERVICE,
                        tx -> readers.mentorZone(tx, caller.id())
                                .chain(zones -> zones.isEmpty()
                                        ? Uni.createFrom().item(List.<ScheduledReport>of())
                                        : item(tx, Report.MENTOR, caller.id(), zones.getFirst(), true)
                                                .map(List::of))
                                .chain(items -> caller.has("admin")
                                        ? platform(tx, caller, addresses).map(item -> with(items, item))
                                        : Uni.createFrom().item(items)))
                .map(ReportList::new);
    }

    Uni<Response> send(Caller admin, Report report, Set<String> addresses, String key) {
        return idempotency
                .run(
                        admin,
                        "POST /reports/" + report.column() + "/send",
                        key,
                        Map.of(),
                        // Whom reports are for is not an admin's to read; the answer tells how many alone.
                        tx -> tx.query(AS_SERVICE)
                                .execute()
                                .chain(() -> runs.requested(tx, report, new ReportRuns.Request(admin.id(), addresses)))
                                .map(count -> new Idempotency.Answer(
                                        ACCEPTED, Map.of(), new SentReport(report.column(), count))))
                .invoke(() -> maker.make().subscribe().with(made -> {}));
    }

    private Uni<ScheduledReport> platform(SqlConnection tx, Caller caller, Set<String> addresses) {
        var named = addresses.stream().anyMatch(readers::names);
        return readers.admins(tx, addresses)
                .map(admins -> admins.stream()
                        .filter(admin -> addresses.stream().anyMatch(admin.email()::equalsIgnoreCase))
                        .findFirst()
                        .orElseGet(() -> readers.unknown(caller.id())))
                .chain(admin -> item(tx, Report.PLATFORM, admin.id(), admin.zone(), named));
    }

    private Uni<ScheduledReport> item(SqlConnection tx, Report report, UUID reader, ZoneId zone, boolean scheduled) {
        var next = timetable.next(report, clock.instant(), zone);
        return preferences
                .of(tx, reader)
                .chain(choices -> tx.preparedQuery(LAST_SENT)
                        .execute(Tuple.of(reader, report.column()))
                        .map(rows -> new ScheduledReport(
                                report.column(),
                                zone.getId(),
                                choices.allows(report.kind()),
                                rows.iterator().next().getOffsetDateTime("sent_at"),
                                scheduled ? next.at() : null,
                                scheduled ? next.period() : null,
                                scheduled ? report.end(next.period()).minusDays(1) : null)));
    }

    private static List<ScheduledReport> with(List<ScheduledReport> items, ScheduledReport item) {
        var more = new ArrayList<>(items);
        more.add(item);
        return List.copyOf(more);
    }
}
