package org.mentoring.booking.session;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
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

/** What can be done with sessions. */
@ApplicationScoped
class Sessions {

    static final List<String> STATUSES = List.of("upcoming", "active", "completed", "no-show", "cancelled");
    private static final Listing LIST = listing("true");
    private static final Listing CONTESTED = listing("contested_at IS NOT NULL AND decided_at IS NULL");
    private static final String COMPLETE = "SELECT outcome, session::text AS body FROM complete_session($1, now(), $2)";
    private static final String REPORT_NO_SHOW =
            "SELECT outcome, session::text AS body FROM report_no_show($1, $2, make_interval(secs => $3), now(), $4)";
    private static final String CONTEST =
            "SELECT outcome, session::text AS body FROM contest_no_show($1, $2, now(), $3)";
    private static final String DECIDE =
            "SELECT outcome, session::text AS body FROM decide_session($1, $2, $3, now(), $4)";

    private final Transactions transactions;
    private final MentoringSessionRepository sessions;
    private final DatabaseJson json;
    private final SessionConfig config;

    Sessions(Transactions transactions, MentoringSessionRepository sessions, DatabaseJson json, SessionConfig config) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.json = json;
        this.config = config;
    }

    private static Listing listing(String listed) {
        return new Listing(
                "session_json(s)",
                "mentoring_sessions s",
                "mentor_id = $1",
                "mentee_id = $1",
                "$1::uuid IS NOT NULL",
                listed);
    }

    Uni<MentoringSession> get(Caller caller, UUID id) {
        return transactions
                .readSession(caller, tx -> sessions.findById(id))
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("session"))
                .map(session -> json.read(session.shown, MentoringSession.class));
    }

    /**
     * The caller's sessions, the latest first.
     *
     * @param contested only those that wait for an admin to decide
     */
    Uni<Page<MentoringSession>> page(Caller caller, ListFilter filter, boolean contested, PageRequest page) {
        var list = contested ? CONTESTED : LIST;
        return transactions
                .read(caller, tx -> list.find(tx, caller, caller.id(), filter, page))
                .map(rows -> rows.stream().map(this::read).toList())
                .map(sessions -> Page.of(
                        sessions,
                        page,
                        session -> List.of(
                                session.startTime().toString(), session.id().toString())));
    }

    Uni<MentoringSession> complete(Caller mentor, UUID id) {
        return change(mentor, COMPLETE, Tuple.of(id, Traceparent.current()));
    }

    /** Reports that somebody did not come, or answers such a report of the other side. */
    Uni<MentoringSession> noShow(Caller side, UUID id, NoShow noShow) {
        var period = (double) config.noShowWithin().toSeconds();
        var absent = NoShow.Side.column(noShow.absent());
        return change(side, REPORT_NO_SHOW, Tuple.of(id, absent, period, Traceparent.current()));
    }

    Uni<MentoringSession> contest(Caller side, UUID id, Contest contest) {
        return change(side, CONTEST, Tuple.of(id, contest.reason(), Traceparent.current()));
    }

    Uni<MentoringSession> decide(Caller admin, UUID id, Decision decision) {
        var absent = NoShow.Side.column(decision.absent());
        return change(admin, DECIDE, Tuple.of(id, decision.outcome().status(), absent, Traceparent.current()));
    }

    private Uni<MentoringSession> change(Caller caller, String sql, Tuple parameters) {
        return transactions.write(caller, sql, parameters).map(rows -> {
            var row = rows.iterator().next();
            if (row.getString("body") == null) {
                throw refusal(row.getString("outcome"));
            }
            return read(row);
        });
    }

    private RuntimeException refusal(String outcome) {
        return switch (outcome) {
            case "unknown" -> Problems.notFound("session");
            case "not_mentor" -> Problems.forbidden("Only the mentor can complete a session.");
            case "own_session" ->
                Problems.forbidden("An admin who is the session's mentor or mentee cannot decide it.");
            case "absent_missing" -> Problems.invalid("absent", "must say who did not come");
            case "mentor_suspended" -> Problems.conflict("A suspended mentor cannot complete sessions.");
            case "not_begun" -> Problems.conflict("The session has not begun.");
            case "cancelled" -> Problems.conflict("The session was cancelled.");
            case "too_late" ->
                Problems.conflict("The session ended too long ago: a no-show can be reported for "
                        + config.noShowWithin().toDays() + " days.");
            case "repeated" -> Problems.conflict("You have reported this already.");
            case "own_report" -> Problems.conflict("Only the other side can contest your report.");
            case "disputed" -> Problems.conflict("The report is contested; an admin decides.");
            case "decided" -> Problems.conflict("The outcome is final; only an admin can change it.");
            case "not_reported" -> Problems.conflict("No absence has been reported.");
            case "contestable" -> Problems.conflict("The other side can still contest the report.");
            default -> Problems.conflict("The session has ended or was cancelled.");
        };
    }

    private MentoringSession read(Row row) {
        return json.read(row.getString("body"), MentoringSession.class);
    }
}
