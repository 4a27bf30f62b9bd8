package org.mentoring.booking.booking;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.security.Caller;

/** Changes bookings by functions of the database, each of which gives its outcome and the booking. */
@ApplicationScoped
class BookingChanges {

    private static final Set<String> CHANGED =
            Set.of("cancelled", "accepted", "declined", "withdrawn", "asked", "replied");

    private final Idempotency idempotency;
    private final DatabaseJson json;

    BookingChanges(Idempotency idempotency, DatabaseJson json) {
        this.idempotency = idempotency;
        this.json = json;
    }

    /**
     * Runs a function and answers with the booking; fails with the problem of an outcome that leaves it as it was.
     *
     * @param action the end of the operation's path
     * @param key the {@code Idempotency-Key}; null when the client sent none
     * @param sql calls the function
     */
    Uni<Response> run(Caller caller, UUID id, String action, String key, Object request, String sql, Tuple parameters) {
        return idempotency.run(
                caller,
                operation(id, action),
                key,
                request,
                tx -> tx.preparedQuery(sql)
                        .execute(parameters)
                        .map(rows -> answer(rows.iterator().next())));
    }

    static String operation(UUID id, String action) {
        return "POST /api/v1/bookings/" + id + "/" + action;
    }

    private Idempotency.Answer answer(Row row) {
        if (!CHANGED.contains(row.getString("outcome"))) {
            throw refusal(row);
        }
        var booking = booking(row);
        return answer(booking, booking);
    }

    static Idempotency.Answer answer(Booking booking, Object body) {
        return new Idempotency.Answer(200, Map.of("ETag", Versions.etag(booking.version())), body);
    }

    Booking booking(Row row) {
        return json.read(row.getString("booking"), Booking.class);
    }

    /** The problem of an outcome that leaves a booking as it was. */
    ProblemException refusal(Row row) {
        return switch (row.getString("outcome")) {
            case "too_late" -> BookingProblems.tooLate(booking(row));
            case String outcome -> BookingProblems.unchanged(outcome);
        };
    }
}
