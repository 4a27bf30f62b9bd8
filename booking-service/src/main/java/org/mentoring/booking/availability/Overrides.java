package org.mentoring.booking.availability;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * The overrides of the mentor who asks. Each change raises the version of the schedule, and returns which bookings it leaves outside.
 */
@ApplicationScoped
class Overrides {

    static final String PATH = "/api/v1/availability/overrides";

    /** Also of those that are over; they are deleted after a while. */
    private static final int MOST = 200;

    private static final String JSON = "to_jsonb(o)::text AS override";
    private static final String PAGE = "SELECT " + JSON
            + " FROM availability_overrides o WHERE mentor_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3";
    private static final String FIND =
            "SELECT " + JSON + " FROM availability_overrides o WHERE mentor_id = $1 AND id = $2";
    private static final String COUNT = "SELECT count(*) FROM availability_overrides WHERE mentor_id = $1";
    private static final String ADD = """
            INSERT INTO availability_overrides AS o (id, mentor_id, first_day, last_day, kind, windows)
            SELECT uuidv7(), $1, first_day, last_day, kind, windows
              FROM jsonb_populate_record(NULL::availability_overrides, $2)
            RETURNING\s""" + JSON;
    private static final String CHANGE = """
            UPDATE availability_overrides o
               SET first_day = wanted.first_day, last_day = wanted.last_day, kind = wanted.kind, windows = wanted.windows,
                   version = o.version + 1
              FROM jsonb_populate_record(NULL::availability_overrides, $3) AS wanted
             WHERE o.mentor_id = $1 AND o.id = $2 AND o.version = $4
            RETURNING\s""" + JSON;
    private static final String REMOVE = "DELETE FROM availability_overrides WHERE mentor_id = $1 AND id = $2";

    private final Transactions transactions;
    private final ScheduleSettings settings;
    private final Schedules schedules;
    private final OutsideBookings outside;
    private final Idempotency idempotency;
    private final DatabaseJson json;

    Overrides(
            Transactions transactions,
            ScheduleSettings settings,
            Schedules schedules,
            OutsideBookings outside,
            Idempotency idempotency,
            DatabaseJson json) {
        this.transactions = transactions;
        this.settings = settings;
        this.schedules = schedules;
        this.outside = outside;
        this.idempotency = idempotency;
        this.json = json;
    }

    Uni<Page<AvailabilityOverride>> page(Caller mentor, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .read(mentor, PAGE, Tuple.of(mentor.id(), after, page.limit() + 1))
                .map(rows -> Page.of(
                        rows.stream().map(this::override).toList(),
                        page,
                        override -> List.of(override.id().toString())));
    }

    Uni<AvailabilityOverride> get(Caller mentor, UUID id) {
        return transactions.read(mentor, tx -> find(tx, mentor, id));
    }

    /**
     * Adds one.
     *
     * @param key the {@code Idempotency-Key}; null when the client sent none
     */
    Uni<Response> add(Caller mentor, String key, OverrideChange wanted) {
        wanted.checked();
        return idempotency.run(
                mentor,
                "POST " + PATH,
                key,
                wanted,
                tx -> settings.raiseVersion(tx, mentor.id())
                        .chain(() -> tx.preparedQuery(COUNT).execute(Tuple.of(mentor.id())))
                        .invoke(rows -> requireRoom(rows.iterator().next().getLong(0)))
                        .chain(() -> tx.preparedQuery(ADD).execute(Tuple.of(mentor.id(), json.write(wanted))))
                        .chain(rows ->
                                edited(tx, mentor, override(rows.iterator().next())))
                        .map(added -> new Idempotency.Answer(
                                201,
                                Map.of(
                                        "Location",
                                        PATH + "/" + added.override().id(),
                                        "ETag",
                                        Versions.etag(added.override().version())),
                                added)));
    }

    Uni<EditedOverride> change(Caller mentor, UUID id, long version, OverrideChange wanted) {
        wanted.checked();
        return transactions.write(
                mentor,
                tx -> settings.raiseVersion(tx, mentor.id())
                        .chain(() -> find(tx, mentor, id))
                        .chain(() -> tx.preparedQuery(CHANGE)
                                .execute(Tuple.of(mentor.id(), id, json.write(wanted), version)))
                        .map(rows -> rows.stream().findFirst().orElseThrow(Problems::staleVersion))
                        .chain(row -> edited(tx, mentor, override(row))));
    }

    Uni<RemovedAvailability> remove(Caller mentor, UUID id) {
        return transactions.write(
                mentor,
                tx -> settings.raiseVersion(tx, mentor.id())
                        .chain(() -> tx.preparedQuery(REMOVE).execute(Tuple.of(mentor.id(), id)))
                        .invoke(rows -> {
                            if (rows.rowCount() == 0) {
                                throw Problems.notFound("override");
                            }
                        })
                        .chain(() -> outside.of(tx, mentor.id()))
                        .map(RemovedAvailability::new));
    }

    /** What one more would leave outside. Nothing is changed. */
    Uni<CheckedOverride> check(Caller mentor, OverrideChange wanted) {
        var override = wanted.checked();
        return settings.get(mentor)
                .chain(() -> transactions.read(
                        mentor, tx -> outside.after(tx, mentor.id(), schedule -> schedule.with(override))))
                .map(CheckedOverride::new);
    }

    private Uni<EditedOverride> edited(SqlConnection tx, Caller mentor, AvailabilityOverride override) {
        return schedules
                .requireAffordable(tx, mentor.id())
                .chain(() -> outside.of(tx, mentor.id()))
                .map(bookings -> new EditedOverride(override, bookings));
    }

    private Uni<AvailabilityOverride> find(SqlConnection tx, Caller mentor, UUID id) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(mentor.id(), id))
                .map(rows ->
                        rows.stream().findFirst().map(this::override).orElseThrow(() -> Problems.notFound("override")));
    }

    private static void requireRoom(long existing) {
        if (existing >= MOST) {
            throw Problems.conflict(
                    "A mentor may have at most " + MOST + " overrides; those that ended long ago are cleared away.");
        }
    }

    private AvailabilityOverride override(Row row) {
        return json.read(row.getString("override"), AvailabilityOverride.class);
    }
}
