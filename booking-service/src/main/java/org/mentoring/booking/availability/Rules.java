package org.mentoring.booking.availability;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.booking.schedule.RecurrenceRule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The rules of the mentor who asks. */
@Singleton
class Rules extends Entries<RuleEntity, AvailabilityRule> {

    static final String PATH = "/api/v1/availability/rules";

    /** What a slot request has to expand. */
    private static final int MOST = 100;

    private final Schedules schedules;
    private final DatabaseJson json;

    Rules(
            Transactions transactions,
            ScheduleSettings settings,
            OutsideBookings outside,
            Idempotency idempotency,
            RuleRepository rules,
            Schedules schedules,
            DatabaseJson json) {
        super(transactions, settings, outside, idempotency, rules);
        this.schedules = schedules;
        this.json = json;
    }

    Uni<Response> add(Caller mentor, String key, RuleChange wanted) {
        return add(mentor, key, wanted, RuleEntity::new, checked(wanted));
    }

    Uni<Edited<AvailabilityRule>> change(Caller mentor, UUID id, long version, RuleChange wanted) {
        return change(mentor, id, version, checked(wanted));
    }

    @Override
    String path() {
        return PATH;
    }

    @Override
    String name() {
        return "rule";
    }

    @Override
    AvailabilityRule shown(RuleEntity row) {
        var recurrence = row.recurrence == null ? null : json.read(row.recurrence, RecurrenceRule.class);
        return new AvailabilityRule(row.id, row.mentorId, row.startTime, row.endTime, recurrence, row.version());
    }

    @Override
    void requireRoom(long existing) {
        if (existing >= MOST) {
            throw Problems.conflict("A mentor may have at most " + MOST + " rules.");
        }
    }

    @Override
    Uni<Void> check(SqlConnection tx, UUID mentor) {
        return schedules.requireAffordable(tx, mentor);
    }

    private Function<String, Uni<Consumer<RuleEntity>>> checked(RuleChange wanted) {
        return zone -> schedules.compute(() -> wanted.checked(zone)).map(rule -> row -> {
            row.startTime = rule.startTime();
            row.endTime = rule.endTime();
            row.recurrence = rule.recurrence() == null ? null : json.write(rule.recurrence());
            row.localStart = rule.localStart();
            row.localEnd = rule.localEnd();
        });
    }
}
