package org.mentoring.booking.booking;

import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.link.BookingLink;
import org.mentoring.kit.link.BookingLinkTokens;
import org.mentoring.kit.security.Caller;

/**
 * Reads and changes the one booking of a link, as the person whom the mail was sent to. Whatever is wrong with a link, the refusal is
 * the same. That person may have left, or been disabled or suspended as a mentor, since the mail was sent.
 */
@ApplicationScoped
class LinkedBookings {

    private static final String FIND = """
            SELECT booking_json(b)::text AS booking, b.cancelled_at, p.time_zone
              FROM bookings b
              LEFT JOIN people p ON p.user_id = $3
             WHERE b.id = $1 AND b.status <> 'held' AND acting_side(b) = $2
               AND NOT is_erased($3) AND ($2 = 'mentee' OR mentor_is_approved($3)) AND p.disabled IS NOT TRUE
            """;

    private final BookingLinkTokens tokens;
    private final Transactions transactions;
    private final BookingChanges changes;

    LinkedBookings(BookingLinkTokens tokens, Transactions transactions, BookingChanges changes) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.changes = changes;
    }

    /** @param token as sent; null for none */
    Uni<LinkedBooking> get(UUID id, String token) {
        return Uni.createFrom().item(() -> link(id, token)).chain(this::get);
    }

    /** Runs an operation on the booking of a link, and answers with what has become of the booking. */
    Uni<LinkedBooking> change(UUID id, String token, Function<Caller, Uni<?>> operation) {
        return Uni.createFrom()
                .item(() -> link(id, token))
                .chain(link ->
                        get(link).chain(() -> operation.apply(caller(link))).chain(() -> get(link)));
    }

    private BookingLink link(UUID id, String token) {
        return tokens.read(token).filter(link -> link.booking().equals(id)).orElseThrow(BookingProblems::linkRefused);
    }

    private Uni<LinkedBooking> get(BookingLink link) {
        return transactions
                .read(caller(link), FIND, Tuple.of(link.booking(), link.side(), link.person()))
                .map(rows -> rows.stream().findFirst().orElseThrow(BookingProblems::linkRefused))
                .map(row -> LinkedBooking.of(
                        changes.booking(row),
                        link.side(),
                        row.getString("time_zone"),
                        row.getOffsetDateTime("cancelled_at")));
    }

    /** With the role of that side alone, whatever other roles the person has. */
    private static Caller caller(BookingLink link) {
        return Caller.of(link.person(), Set.of(link.side()));
    }
}
