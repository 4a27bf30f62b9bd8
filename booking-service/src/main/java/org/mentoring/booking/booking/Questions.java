package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.security.Caller;

/** What mentors ask about requests before they decide, and what mentees answer. */
@ApplicationScoped
class Questions {

    private static final String ASK = "SELECT outcome, booking::text FROM ask_question($1, $2, $3, $4)";
    private static final String ANSWER = "SELECT outcome, booking::text FROM answer_question($1, $2, $3, $4)";

    private final BookingChanges changes;
    private final Clock clock;

    Questions(BookingChanges changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /** Asks the mentee on behalf of the mentor. */
    Uni<Response> ask(Caller mentor, UUID id, String key, NewQuestion asked) {
        var parameters = Tuple.of(id, asked.question(), now(), Traceparent.current());
        return changes.run(mentor, id, "question", key, asked, ASK, parameters);
    }

    /** Answers the open question on behalf of the mentee. */
    Uni<Response> answer(Caller mentee, UUID id, String key, NewAnswer answer) {
        var parameters = Tuple.of(id, answer.answer(), now(), Traceparent.current());
        return changes.run(mentee, id, "answer", key, answer, ANSWER, parameters);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
