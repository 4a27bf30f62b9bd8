package org.mentoring.booking.booking;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.meeting.Meetings;
import org.mentoring.booking.time.Times;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;

/**
 * Books: the slot engine says whether the mentor offers the time, and one call of {@code book_session} does the rest. When
 * the schedule has changed between the two, both run again.
 */
@ApplicationScoped
class BookSession {

    private static final String OPERATION = "POST /api/v1/bookings";
    private static final String PATH = "/api/v1/bookings/";
    private static final String BOOK = """
            SELECT outcome, booking::text, booking ->> 'id' AS id, (booking ->> 'version')::bigint AS version FROM book_session(
                p_caller => $1, p_roles => $2, p_name => $3, p_email => $4,
                p_operation => $5, p_key => $6, p_fingerprint => $7, p_status => $8,
                p_slot => %s,
                p_note => $23, p_time_zone => $24, p_meeting_id => $25, p_meeting_url => $26, p_answer_by => now() + make_interval(secs => $27),
                p_now => now(), p_traceparent => $28)
            """.formatted(OfferedSlot.row(9));
    private static final short CREATED = 201;

    private final OfferedSlots offers;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Meetings meetings;
    private final BookingConfig config;

    BookSession(
            OfferedSlots offers,
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
                        slot -> transactions
                                .statement(BOOK, parameters(slot, mentee, key, fingerprint, wanted))
                                .map(rows -> answer(rows.iterator().next(), slot)))
                .onFailure(Idempotency::mayHaveBeenAnswered)
                .recoverWithUni(refusal -> idempotency
                        .firstAnswer(mentee.caller(), OPERATION, key, wanted, refusal)
                        .map(BookSession::repeated))
                .onFailure()
                .transform(failure -> BookingProblems.of(failure, CallerSide.MENTEE));
    }

    private Tuple parameters(OfferedSlot slot, Mentee mentee, String key, Buffer fingerprint, NewBooking wanted) {
        var meeting = meetings.at(slot.schedule().meetingUrl());
        return slot.between(
                Arrays.asList(
                        mentee.caller().id(),
                        mentee.caller().rolesSetting(),
                        mentee.name(),
                        mentee.email(),
                        OPERATION,
                        key,
                        fingerprint,
                        CREATED),
                wanted.note(),
                wanted.timeZone(),
                meeting.id(),
                meeting.url().toString(),
                DatabaseTime.seconds(config.answerWithin()),
                Traceparent.current());
    }

    private Response answer(Row row, OfferedSlot slot) {
        return switch (row.getString("outcome")) {
            case "booked", "replay" -> created(row.getString("id"), row.getLong("version"), row.getString("booking"));
            case "schedule_changed" -> throw offers.outdated(slot);
            case "mismatch", "in_flight" -> throw Idempotency.refusal(row.getString("outcome"));
            case String outcome -> throw BookingProblems.notTaken(outcome);
        };
    }

    private static Response repeated(Response first) {
        var booking = new JsonObject((String) first.getEntity());
        return created(booking.getString("id"), booking.getLong("version"), booking.encode());
    }

    private static Response created(String id, long version, String booking) {
        return Response.status(CREATED)
                .header("Location", PATH + id)
                .header("ETag", Versions.etag(version))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(booking)
                .build();
    }
}
