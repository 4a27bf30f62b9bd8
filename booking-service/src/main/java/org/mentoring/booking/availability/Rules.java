package org.mentoring.booking.availability;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.booking.schedule.RecurrenceRule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The rules of the mentor who asks; row security leaves out everyone else's. */
@ApplicationScoped
class Rules {

    /** What a slot request has to expand. */
    private static final int MOST = 100;

    private static final String COLUMNS = "id, mentor_id, start_time, end_time, recurrence, version";
    private static final String COUNT = "SELECT count(*) AS rules FROM mentor_availability WHERE mentor_id = $1";
    private static final String INSERT = """
            INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence, local_start, local_end)
            VALUES (uuidv7(), $1, $2, $3, $4, $5, $6) RETURNING\s""" + COLUMNS;
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM mentor_availability WHERE id = $1 AND mentor_id = $2";
    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM mentor_availability
             WHERE mentor_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
            """;
    private static final String UPDATE = """
            UPDATE mentor_availability
               SET start_time = $4, end_time = $5, recurrence = $6, local_start = $7, local_end = $8, version = version + 1
             WHERE id = $1 AND mentor_id = $2 AND version = $3 RETURNING\s""" + COLUMNS;
    private static final String DELETE = "DELETE FROM mentor_availability WHERE id = $1 AND mentor_id = $2";

    private final Transactions transactions;
    private final ScheduleSettings settings;
    private final Schedules schedules;
    private final OutsideBookings outside;
    private final ObjectMapper json;

    Rules(
            Transactions transactions,
            ScheduleSettings settings,
            Schedules schedules,
            OutsideBookings outside,
            EventJson json) {
        this.transactions = transactions;
        this.settings = settings;
        this.schedules = schedules;
        this.outside = outside;
        this.json = json.mapper();
    }

    Uni<Page<AvailabilityRule>> page(Caller mentor, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .read(mentor, tx -> tx.preparedQuery(PAGE).execute(Tuple.of(mentor.id(), after, page.limit() + 1)))
                .map(rows -> rows.stream().map(this::rule).toList())
                .map(rules -> Page.of(rules, page, rule -> List.of(rule.id().toString())));
    }

    Uni<AvailabilityRule> get(Caller mentor, UUID id) {
        return transactions
                .read(mentor, tx -> tx.preparedQuery(FIND).execute(Tuple.of(id, mentor.id())))
                .map(rows -> rows.stream().findFirst().map(this::rule).orElseThrow(Rules::notFound));
    }

    Uni<Edited<AvailabilityRule>> add(Caller mentor, RuleChange wanted) {
        return transactions.write(
                mentor,
                tx -> settings.touch(tx, mentor.id())
                        .chain(zone -> schedules.compute(() -> wanted.checked(zone)))
                        .call(() -> tx.preparedQuery(COUNT)
                                .execute(Tuple.of(mentor.id()))
                                .invoke(count -> requireRoom(count.iterator().next())))
                        .chain(rule -> tx.preparedQuery(INSERT)
                                .execute(Tuple.of(
                                        mentor.id(),
                                        rule.startTime(),
                                        rule.endTime(),
                                        column(rule),
                                        rule.localStart(),
                                        rule.localEnd())))
                        .chain(rows -> saved(tx, mentor, rule(rows.iterator().next()))));
    }

    Uni<Edited<AvailabilityRule>> change(Caller mentor, UUID id, long version, RuleChange wanted) {
        return transactions.write(
                mentor,
                tx -> settings.touch(tx, mentor.id())
                        .chain(zone -> schedules.compute(() -> wanted.checked(zone)))
                        .chain(rule -> tx.preparedQuery(UPDATE).execute(Tuple.from(new Object[] {
                            id,
                            mentor.id(),
                            version,
                            rule.startTime(),
                            rule.endTime(),
                            column(rule),
                            rule.localStart(),
                            rule.localEnd()
                        })))
                        .chain(rows -> rows.rowCount() == 1
                                ? saved(tx, mentor, rule(rows.iterator().next()))
                                : tx.preparedQuery(FIND)
                                        .execute(Tuple.of(id, mentor.id()))
                                        .map(found -> {
                                            throw found.rowCount() == 0 ? notFound() : Problems.staleVersion();
                                        })));
    }

    Uni<RemovedAvailability> remove(Caller mentor, UUID id) {
        return transactions.write(
                mentor,
                tx -> settings.touch(tx, mentor.id())
                        .chain(() -> tx.preparedQuery(DELETE).execute(Tuple.of(id, mentor.id())))
                        .invoke(deleted -> {
                            if (deleted.rowCount() == 0) {
                                throw notFound();
                            }
                        })
                        .chain(() -> outside.of(tx, mentor.id()))
                        .map(RemovedAvailability::new));
    }

    private <T> Uni<Edited<T>> saved(SqlConnection tx, Caller mentor, T entry) {
        return schedules.requireAffordable(tx, mentor.id()).chain(() -> edited(tx, mentor, entry));
    }

    private <T> Uni<Edited<T>> edited(SqlConnection tx, Caller mentor, T entry) {
        return outside.of(tx, mentor.id()).map(bookings -> new Edited<>(entry, bookings));
    }

    private static void requireRoom(Row count) {
        if (count.getLong("rules") >= MOST) {
            throw Problems.conflict("A mentor may have at most " + MOST + " rules.");
        }
    }

    private static ProblemException notFound() {
        return Problems.notFound("rule");
    }

    private AvailabilityRule rule(Row row) {
        var recurrence = row.getValue("recurrence");
        return new AvailabilityRule(
                row.getUUID("id"),
                row.getUUID("mentor_id"),
                row.getOffsetDateTime("start_time"),
                row.getOffsetDateTime("end_time"),
                recurrence == null ? null : read(recurrence.toString()),
                row.getLong("version"));
    }

    private RecurrenceRule read(String column) {
        try {
            return json.readValue(column, RecurrenceRule.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row does not hold what this service writes", e);
        }
    }

    private JsonObject column(RuleChange.Checked rule) {
        try {
            return rule.recurrence() == null ? null : new JsonObject(json.writeValueAsString(rule.recurrence()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
