package org.mentoring.booking.session;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.side.Listing;
import org.mentoring.booking.side.SideFilter;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What can be done with sessions. */
@ApplicationScoped
class Sessions {

    static final List<String> STATUSES = List.of("upcoming", "active", "completed", "no-show", "cancelled");
    private static final String FIND = "SELECT session_json(s)::text AS body FROM mentoring_sessions s WHERE id = $1";
    private static final Listing LIST = new Listing(
            "session_json(s)", "mentoring_sessions s", "mentor_id = $1", "mentee_id = $1", "$1::uuid IS NOT NULL");
    private static final String COMPLETE = "SELECT outcome, session::text AS body FROM complete_session($1, $2, $3)";
    private static final String REPORT_NO_SHOW =
            "SELECT outcome, session::text AS body FROM report_no_show($1, $2, $3, $4)";

    private final Transactions transactions;
    private final ObjectMapper json;
    private final Clock clock;

    Sessions(Transactions transactions, EventJson json, Clock clock) {
        this.transactions = transactions;
        this.json = json.mapper();
        this.clock = clock;
    }

    Uni<MentoringSession> get(Caller caller, UUID id) {
        return transactions
                .read(caller, tx -> tx.preparedQuery(FIND).execute(Tuple.of(id)))
                .map(rows -> rows.stream().findFirst().map(this::read).orElseThrow(() -> Problems.notFound("session")));
    }

    /** The caller's sessions, the latest first. */
    Uni<Page<MentoringSession>> page(Caller caller, SideFilter filter, PageRequest page) {
        var after = page.after(2);
        var start = after.map(parts -> startTime(parts.getFirst())).orElse(null);
        var id = after.map(parts -> id(parts.getLast())).orElse(null);
        var values = LIST.values(caller.id(), filter, start, id, page);
        return transactions
                .read(caller, tx -> tx.preparedQuery(LIST.sql(caller, filter)).execute(values))
                .map(rows -> rows.stream().map(this::read).toList())
                .map(sessions -> Page.of(
                        sessions,
                        page,
                        session -> List.of(
                                session.startTime().toString(), session.id().toString())));
    }

    Uni<MentoringSession> complete(Caller mentor, UUID id) {
        return end(mentor, COMPLETE, Tuple.of(id, now(), Traceparent.current()));
    }

    Uni<MentoringSession> noShow(Caller side, UUID id, NoShow noShow) {
        return end(side, REPORT_NO_SHOW, Tuple.of(id, noShow.absent(), now(), Traceparent.current()));
    }

    private Uni<MentoringSession> end(Caller side, String sql, Tuple parameters) {
        return transactions
                .write(side, tx -> tx.preparedQuery(sql).execute(parameters))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return switch (row.getString("outcome")) {
                        case "completed", "no-show" -> read(row);
                        case "unknown" -> throw Problems.notFound("session");
                        case "not_mentor" -> throw Problems.forbidden("A session is ended by its mentor.");
                        case "not_begun" -> throw Problems.conflict("The session has not begun.");
                        default -> throw Problems.conflict("The session has ended or was cancelled.");
                    };
                });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private MentoringSession read(Row row) {
        try {
            return json.readValue(row.getString("body"), MentoringSession.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("session_json does not write a session", e);
        }
    }

    private static OffsetDateTime startTime(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw badCursor();
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    private static RuntimeException badCursor() {
        return Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
    }
}
