package org.mentoring.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.meeting.Meetings;
import org.mentoring.booking.schedule.Times;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.idempotency.Idempotency;

/**
 * Books: the slot engine says whether the mentor offers the time, and one call of {@code book_session} does the rest. When
 * the schedule has changed between the two, both run again.
 */
@ApplicationScoped
class BookSession {

    private static final String OPERATION = "POST /api/v1/bookings";
    private static final String BOOK = """
            SELECT * FROM book_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            """;

    private final Offers offers;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Meetings meetings;
    private final BookingConfig config;

    BookSession(
            Offers offers,
            Transactions transactions,
            Idempotency idempotency,
            Meetings meetings,
            BookingConfig config) {
        this.offers = offers;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.meetings = meetings;
        this.config = config;
    }

    /** @param key the {@code Idempotency-Key}; null when the client sent none */
    Uni<Response> book(Mentee mentee, String key, NewBooking wanted) {
        if (key != null) {
            Idempotency.requireUsable(key);
        }
        Times.plausible("start_time", wanted.startTime());
        var fingerprint = key == null ? null : Buffer.buffer(idempotency.fingerprint(wanted));
        return offers.with(
                        wanted.mentorId(),
                        wanted.sessionType(),
                        wanted.startTime().toInstant(),
                        offer -> transactions
                                .statement(BOOK, parameters(offer, mentee, key, fingerprint, wanted.note()))
                                .map(rows -> answer(rows.iterator().next(), offer)))
                .onFailure(Idempotency::mayHaveBeenAnswered)
                .recoverWithUni(refusal -> idempotency.firstAnswer(mentee.caller(), OPERATION, key, wanted, refusal))
                .onFailure()
                .transform(BookingProblems::of);
    }

    private Tuple parameters(Offers.Offer offer, Mentee mentee, String key, Buffer fingerprint, String note) {
        var type = offer.type();
        var local = offer.local();
        var meeting = meetings.at(offer.schedule().meetingUrl());
        return Tuple.from(new Object[] {
            mentee.caller().id(),
            mentee.caller().rolesSetting(),
            key,
            fingerprint,
            offer.schedule().mentorId(),
            offer.schedule().version(),
            type.name(),
            offer.startTime(),
            type.durationMinutes(),
            type.bufferBeforeMinutes(),
            type.bufferAfterMinutes(),
            local.date(),
            local.time(),
            note,
            meeting.id(),
            meeting.url().toString(),
            mentee.name(),
            mentee.email(),
            offer.now(),
            Traceparent.current(),
            offer.now().plus(config.answerWithin())
        });
    }

    private Response answer(Row row, Offers.Offer offer) {
        return switch (row.getString("outcome")) {
            case "booked", "replay" -> stored(row);
            case "schedule_changed" -> throw offers.outdated(offer);
            case "mismatch", "in_flight" -> throw Idempotency.refusal(row.getString("outcome"));
            case String outcome -> throw BookingProblems.notTaken(outcome);
        };
    }

    private static Response stored(Row row) {
        var response = Response.status(row.getShort("status")).type(MediaType.APPLICATION_JSON_TYPE);
        row.get(JsonObject.class, "headers").forEach(header -> response.header(header.getKey(), header.getValue()));
        return response.entity(Json.encode(row.getValue("body"))).build();
    }
}
