package org.mentoring.booking.availability;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The dated windows of the mentor who asks. */
@Singleton
class Windows extends Entries<WindowEntity, Window> {

    static final String PATH = "/api/v1/availability/windows";

    /** Also of those that are over; they are deleted after a while. */
    private static final int MOST = 1000;

    private final Clock clock;

    Windows(
            Transactions transactions,
            ScheduleSettings settings,
            OutsideBookings outside,
            Idempotency idempotency,
            WindowRepository windows,
            Clock clock) {
        super(transactions, settings, outside, idempotency, windows);
        this.clock = clock;
    }

    Uni<Response> add(Caller mentor, String key, WindowChange wanted) {
        return add(
                mentor,
                key,
                wanted,
                () -> {
                    var window = new WindowEntity();
                    window.createdAt =
                            clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
                    return window;
                },
                checked(wanted));
    }

    Uni<Edited<Window>> change(Caller mentor, UUID id, long version, WindowChange wanted) {
        return change(mentor, id, version, checked(wanted));
    }

    @Override
    String path() {
        return PATH;
    }

    @Override
    String name() {
        return "window";
    }

    @Override
    Window shown(WindowEntity row) {
        return row.window();
    }

    @Override
    void requireRoom(long existing) {
        if (existing >= MOST) {
            throw Problems.conflict(
                    "A mentor may have at most " + MOST + " windows; those that ended long ago are cleared away.");
        }
    }

    private static Function<String, Uni<Consumer<WindowEntity>>> checked(WindowChange wanted) {
        return zone -> {
            var window = wanted.checked(ZoneId.of(zone));
            return Uni.createFrom().item(row -> row.apply(window));
        };
    }
}
