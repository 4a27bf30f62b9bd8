package org.mentoring.booking.booking;

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

    private static final String ASK = "SELECT outcome, booking::text FROM ask_question($1, $2, now(), $3)";
    private static final String ANSWER = "SELECT outcome, booking::text FROM answer_question($1, $2, now(), $3)";

    private final BookingChanges changes;

    Questions(BookingChanges changes) {
        this.changes = changes;
    }

    /** Asks the mentee on behalf of the mentor. */
    Uni<Response> ask(Caller mentor, UUID id, String key, NewQuestion asked) {
        var parameters = Tuple.of(id, asked.question(), Traceparent.current());
        return changes.run(mentor, id, "question", key, asked, ASK, parameters);
    }

    /** Answers the open question on behalf of the mentee. */
    Uni<Response> answer(Caller mentee, UUID id, String key, NewAnswer answer) {
        var parameters = Tuple.of(id, answer.answer(), Traceparent.current());
        return changes.run(mentee, id, "answer", key, answer, ANSWER, parameters);
    }
}
