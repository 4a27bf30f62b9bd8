package org.mentoring.booking.availability;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The dated windows of the mentor who asks; row security leaves out everyone else's. */
@ApplicationScoped
class Windows {

    /** Also of those that are over; they are cleared away after a while. */
    private static final int MOST = 1000;

    private static final String COLUMNS = "id, mentor_id, start_time, end_time, status, created_at, version";
    private static final String COUNT = "SELECT count(*) AS windows FROM availability WHERE mentor_id = $1";
    private static final String INSERT = """
            INSERT INTO availability (id, mentor_id, start_time, end_time, status, created_at)
            VALUES (uuidv7(), $1, $2, $3, $4, $5) RETURNING\s""" + COLUMNS;
    private static final String FIND = "SELECT " + COLUMNS + " FROM availability WHERE id = $1 AND mentor_id = $2";
    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM availability WHERE mentor_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
            """;
    private static final String UPDATE = """
            UPDATE availability SET start_time = $4, end_time = $5, status = $6, version = version + 1
             WHERE id = $1 AND mentor_id = $2 AND version = $3 RETURNING\s""" + COLUMNS;
    private static final String DELETE = "DELETE FROM availability WHERE id = $1 AND mentor_id = $2";

    private final Transactions transactions;
    private final ScheduleSettings settings;
    private final OutsideBookings outside;
    private final Clock clock;

    Windows(Transactions transactions, ScheduleSettings settings, OutsideBookings outside, Clock clock) {
        this.transactions = transactions;
        this.settings = settings;
        this.outside = outside;
        this.clock = clock;
    }

    Uni<Page<Window>> page(Caller mentor, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .read(mentor, tx -> tx.preparedQuery(PAGE).execute(Tuple.of(mentor.id(), after, page.limit() + 1)))
                .map(rows -> rows.stream().map(Window::of).toList())
                .map(windows ->
                        Page.of(windows, page, window -> List.of(window.id().toString())));
    }

    Uni<Window> get(Caller mentor, UUID id) {
        return transactions
                .read(mentor, tx -> tx.preparedQuery(FIND).execute(Tuple.of(id, mentor.id())))
                .map(rows -> rows.stream().findFirst().map(Window::of).orElseThrow(Windows::notFound));
    }

    Uni<Edited<Window>> add(Caller mentor, WindowChange wanted) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions.write(
                mentor,
                tx -> settings.touch(tx, mentor.id())
                        .map(zone -> wanted.checked(ZoneId.of(zone)))
                        .call(() -> tx.preparedQuery(COUNT)
                                .execute(Tuple.of(mentor.id()))
                                .invoke(count -> requireRoom(count.iterator().next())))
                        .chain(window -> tx.preparedQuery(INSERT)
                                .execute(Tuple.of(
                                        mentor.id(),
                                        window.startTime(),
                                        window.endTime(),
                                        window.status().column(),
                                        now)))
                        .chain(rows ->
                                edited(tx, mentor, Window.of(rows.iterator().next()))));
    }

    Uni<Edited<Window>> change(Caller mentor, UUID id, long version, WindowChange wanted) {
        return transactions.write(
                mentor,
                tx -> settings.touch(tx, mentor.id())
                        .map(zone -> wanted.checked(ZoneId.of(zone)))
                        .chain(window -> tx.preparedQuery(UPDATE)
                                .execute(Tuple.of(
                                        id,
                                        mentor.id(),
                                        version,
                                        window.startTime(),
                                        window.endTime(),
                                        window.status().column())))
                        .chain(rows -> rows.rowCount() == 1
                                ? edited(tx, mentor, Window.of(rows.iterator().next()))
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

    private <T> Uni<Edited<T>> edited(SqlConnection tx, Caller mentor, T entry) {
        return outside.of(tx, mentor.id()).map(bookings -> new Edited<>(entry, bookings));
    }

    private static void requireRoom(Row count) {
        if (count.getLong("windows") >= MOST) {
            throw Problems.conflict(
                    "A mentor may have at most " + MOST + " windows; those that ended long ago are cleared away.");
        }
    }

    private static ProblemException notFound() {
        return Problems.notFound("window");
    }
}
