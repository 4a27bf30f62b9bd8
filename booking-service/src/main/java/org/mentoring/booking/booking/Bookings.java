package org.mentoring.booking.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.booking.listing.ListFilter;
import org.mentoring.booking.listing.Listing;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** Reads, cancels, accepts and declines bookings on behalf of their sides. */
@ApplicationScoped
class Bookings {

    private static final String FIND_FOR_CALENDAR = """
            SELECT booking_json(b)::text AS booking,
                   EXISTS (SELECT FROM mentoring_sessions s WHERE s.booking_id = b.id) AS was_confirmed,
                   l.language, l.changed_at
              FROM bookings b
              LEFT JOIN mail_languages l ON l.user_id = $2
             WHERE b.id = $1 AND b.status <> 'held'
            """;
    private static final Listing LIST = new Listing(
            "booking_json(b)",
            "bookings b",
            "mentor_id = $1",
            "user_id = $1",
            "$1::text IS NOT NULL",
            "status <> 'held'");
    private static final String CANCEL = "SELECT outcome, booking::text FROM cancel_booking($1, $2, now(), $3)";
    // What was confirmed at another time than the one that the mentor accepts is undone with the transaction.
    private static final String ACCEPT = """
            SELECT CASE WHEN (booking ->> 'start_time')::timestamptz <> $3 THEN 'moved' ELSE outcome END AS outcome, booking::text
              FROM accept_booking($1, now(), $2)
            """;
    private static final String DECLINE = "SELECT outcome, booking::text FROM decline_booking($1, $2, now(), $3)";

    private final Transactions transactions;
    private final BookingRepository bookings;
    private final BookingChanges changes;
    private final DatabaseJson json;

    Bookings(Transactions transactions, BookingRepository bookings, BookingChanges changes, DatabaseJson json) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.changes = changes;
        this.json = json;
    }

    Uni<Booking> get(Caller caller, UUID id) {
        return transactions
                .readSession(caller, tx -> bookings.standing(id))
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("booking"))
                .map(booking -> json.read(booking.shown, Booking.class));
    }

    /**
     * A booking for the caller's calendar. Fails with 409 for one that was never confirmed: nothing would take its entry out of the calendar
     * again.
     */
    Uni<CalendarFile> getForCalendar(Caller caller, UUID id) {
        return transactions
                .read(caller, FIND_FOR_CALENDAR, Tuple.of(id, caller.id()))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("booking")))
                .map(row -> {
                    if (!row.getBoolean("was_confirmed")) {
                        throw BookingProblems.notConfirmed();
                    }
                    return new CalendarFile(
                            changes.booking(row), row.getString("language"), row.getOffsetDateTime("changed_at"));
                });
    }

    /**
     * What a calendar file is made of.
     *
     * @param language in which the reader wants to be written to; null for that of the account
     * @param languageSince null while the reader has chosen nothing
     */
    record CalendarFile(Booking booking, String language, OffsetDateTime languageSince) {

        /** When what the file shows changed last. */
        Instant changedAt() {
            var changed = booking.changedAt().toInstant();
            return languageSince == null || languageSince.toInstant().isBefore(changed)
                    ? changed
                    : languageSince.toInstant();
        }
    }

    /** The caller's bookings, the latest first. */
    Uni<Page<Booking>> page(Caller caller, ListFilter filter, PageRequest page) {
        return transactions
                .read(caller, tx -> LIST.find(tx, caller, caller.id().toString(), filter, page))
                .map(rows -> rows.stream()
                        .map(row -> json.read(row.getString(Listing.BODY), Booking.class))
                        .toList())
                .map(bookings -> Page.of(
                        bookings,
                        page,
                        booking -> List.of(
                                booking.startTime().toString(), booking.id().toString())));
    }

    /** Cancels on behalf of the side that asks. */
    Uni<Response> cancel(Caller caller, UUID id, String key, Cancellation cancellation) {
        var parameters = Tuple.of(id, cancellation.reason(), Traceparent.current());
        return changes.run(caller, id, "cancel", key, cancellation, CANCEL, parameters);
    }

    /** Confirms a request on behalf of its mentor. */
    Uni<Response> accept(Caller mentor, UUID id, String key, AcceptedTime accepted) {
        var parameters = Tuple.of(id, Traceparent.current(), accepted.utc());
        return changes.run(mentor, id, "accept", key, accepted, ACCEPT, parameters);
    }

    /** Declines a request on behalf of its mentor. */
    Uni<Response> decline(Caller mentor, UUID id, String key, Refusal refusal) {
        var parameters = Tuple.of(id, refusal.reason(), Traceparent.current());
        return changes.run(mentor, id, "decline", key, refusal, DECLINE, parameters);
    }
}
