package org.mentoring.booking.availability;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * The rules, or the windows, of the mentor who asks; row security leaves out everyone else's. Each change raises the version of the
 * schedule, and returns which bookings it leaves outside.
 */
abstract class Entries<E extends EntryEntity, T> {

    private final Transactions transactions;
    private final ScheduleSettings settings;
    private final OutsideBookings outside;
    private final Idempotency idempotency;
    private final EntryRepository<E> entries;

    Entries(
            Transactions transactions,
            ScheduleSettings settings,
            OutsideBookings outside,
            Idempotency idempotency,
            EntryRepository<E> entries) {
        this.transactions = transactions;
        this.settings = settings;
        this.outside = outside;
        this.idempotency = idempotency;
        this.entries = entries;
    }

    /** Where all of them are listed. */
    abstract String path();

    /** What one is called to people. */
    abstract String name();

    abstract T shown(E row);

    /** Refuses one more than a mentor may have. */
    abstract void requireRoom(long existing);

    /** Refuses a schedule that slots could not be computed from. */
    Uni<Void> check(SqlConnection tx, UUID mentor) {
        return Uni.createFrom().voidItem();
    }

    Uni<Page<T>> page(Caller mentor, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .readSession(mentor, tx -> entries.after(mentor.id(), after, page.limit()))
                .map(rows ->
                        Page.of(rows, page, row -> List.of(row.id.toString())).map(this::shown));
    }

    Uni<T> get(Caller mentor, UUID id) {
        return transactions.readSession(mentor, tx -> find(mentor, id).map(this::shown));
    }

    /**
     * Adds one.
     *
     * @param key the {@code Idempotency-Key}; null when the client sent none
     * @param wanted what the client asked for
     * @param made a new one for each attempt of the transaction, because what one session has persisted is not new to the next
     * @param change checks what is wanted in the zone of the schedule
     */
    Uni<Response> add(
            Caller mentor, String key, Object wanted, Supplier<E> made, Function<String, Uni<Consumer<E>>> change) {
        return idempotency.runInSession(
                mentor,
                "POST " + path(),
                key,
                wanted,
                tx -> settings.raiseVersion(tx, mentor.id())
                        .chain(change::apply)
                        .call(() -> entries.countOf(mentor.id()).invoke(this::requireRoom))
                        .chain(apply -> {
                            var added = made.get();
                            added.mentorId = mentor.id();
                            apply.accept(added);
                            return entries.persistAndFlush(added);
                        })
                        .chain(row -> edited(tx, mentor, row).map(body -> added(row, body))));
    }

    private Idempotency.Answer added(E row, Edited<T> body) {
        var headers = Map.of("Location", path() + "/" + row.id, "ETag", Versions.etag(row.version()));
        return new Idempotency.Answer(201, headers, body);
    }

    /** @param change checks what is wanted in the zone of the schedule */
    Uni<Edited<T>> change(Caller mentor, UUID id, long version, Function<String, Uni<Consumer<E>>> change) {
        return transactions.session(
                mentor,
                tx -> settings.raiseVersion(tx, mentor.id())
                        .chain(change::apply)
                        .chain(apply -> find(mentor, id).chain(row -> entries.change(row, version, apply)))
                        .chain(row -> edited(tx, mentor, row)));
    }

    Uni<RemovedAvailability> remove(Caller mentor, UUID id) {
        return transactions.session(
                mentor,
                tx -> settings.raiseVersion(tx, mentor.id())
                        .chain(() -> entries.remove(mentor.id(), id))
                        .invoke(deleted -> {
                            if (deleted == 0) {
                                throw Problems.notFound(name());
                            }
                        })
                        .chain(() -> outside.of(tx, mentor.id()))
                        .map(RemovedAvailability::new));
    }

    private Uni<Edited<T>> edited(SqlConnection tx, Caller mentor, E row) {
        return check(tx, mentor.id())
                .chain(() -> outside.of(tx, mentor.id()))
                .map(bookings -> new Edited<>(shown(row), bookings));
    }

    private Uni<E> find(Caller mentor, UUID id) {
        return entries.one(mentor.id(), id).onItem().ifNull().failWith(() -> Problems.notFound(name()));
    }
}
