package org.mentoring.user.closure;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.security.ClosedAccounts;

/** Closes accounts, and follows how far their people are erased. */
@ApplicationScoped
class AccountClosure {

    private static final Logger LOG = Logger.getLogger(AccountClosure.class);
    private static final String CLOSE =
            "SELECT close_account($1, $2, $3, $4, $5, $6, now(), $7) AS outcome, now() AS closed_at";
    private static final String CLOSED = "closed";
    private static final String IDENTITY_PROVIDER = "identity-provider";
    private static final String LIST = """
            SELECT e.user_id, e.requested_by, e.admin_id, e.reason, e.requested_at, e.completed_at, e.identity_deleted_at,
                   e.identity_due_at,
                   coalesce((SELECT jsonb_agg(jsonb_build_object('service', a.service, 'at', a.acknowledged_at)
                                                   ORDER BY a.service)
                                    FROM erasure_acknowledgements a WHERE a.user_id = e.user_id), '[]') AS acknowledged
              FROM erasures e
             WHERE $1::timestamptz IS NULL OR (e.requested_at, e.user_id) < ($1, $2)
             ORDER BY e.requested_at DESC, e.user_id DESC
             LIMIT $3
            """;
    private static final String ACKNOWLEDGE = """
            INSERT INTO erasure_acknowledgements (user_id, service, acknowledged_at)
            SELECT $1, $2, $3 FROM erasures WHERE user_id = $1
            ON CONFLICT DO NOTHING
            """;
    private static final String LOCK = "SELECT FROM erasures WHERE user_id = $1 FOR UPDATE";
    private static final String COMPLETE = """
            UPDATE erasures e SET completed_at = now()
             WHERE e.user_id = $1 AND e.completed_at IS NULL AND e.identity_due_at IS NULL
               AND NOT EXISTS (SELECT FROM unnest($2::text[]) s (service)
                                WHERE NOT EXISTS (SELECT FROM erasure_acknowledgements a
                                                   WHERE a.user_id = $1 AND a.service = s.service))
            """;
    private static final String DELETE_OLD = """
            WITH gone AS (DELETE FROM erasures WHERE completed_at < now() - make_interval(secs => $1) RETURNING user_id)
            DELETE FROM erasure_acknowledgements WHERE user_id IN (SELECT user_id FROM gone)
            """;

    private final Transactions transactions;
    private final ClosedAccounts closedAccounts;
    private final AccountClosureConfig config;

    AccountClosure(Transactions transactions, ClosedAccounts closedAccounts, AccountClosureConfig config) {
        this.transactions = transactions;
        this.closedAccounts = closedAccounts;
        this.config = config;
    }

    /**
     * Closes the caller's account.
     *
     * @param version the version that the caller has seen; null if that does not matter
     */
    Uni<ClosedAccount> leave(Caller person, Long version) {
        return close(person, person.id(), "user", null, null, version);
    }

    /** Closes somebody's account. */
    Uni<ClosedAccount> close(Caller admin, UUID person, String reason) {
        return close(admin, person, "admin", admin.id(), reason, null);
    }

    private Uni<ClosedAccount> close(
            Caller caller, UUID person, String requestedBy, UUID admin, String reason, Long version) {
        return transactions
                .write(caller, tx -> close(tx, person, requestedBy, admin, reason, version))
                .map(row -> switch (row.getString("outcome")) {
                    case CLOSED -> {
                        closedAccounts.add(person);
                        yield new ClosedAccount(
                                person, row.getOffsetDateTime("closed_at").toInstant());
                    }
                    case "already" ->
                        throw admin == null
                                ? ClosedAccounts.closed()
                                : Problems.conflict("The account is closed already.");
                    case "stale" -> throw Problems.staleVersion();
                    default -> throw Problems.notFound("user");
                });
    }

    /**
     * Closes the account of somebody whose account at the identity provider was deleted, unless it is closed already.
     *
     * @param inSameTransaction what else is written with it
     */
    Uni<Void> deletedElsewhere(UUID person, Function<SqlConnection, Uni<Void>> inSameTransaction) {
        return transactions
                .write(
                        Caller.SERVICE,
                        tx -> close(tx, person, IDENTITY_PROVIDER, null, null, null)
                                .call(() -> inSameTransaction.apply(tx)))
                .invoke(row -> {
                    if (row.getString("outcome").equals(CLOSED)) {
                        closedAccounts.add(person);
                        LOG.infof("The account of %s was deleted at the identity provider: closed", person);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Row> close(SqlConnection tx, UUID person, String requestedBy, UUID admin, String reason, Long version) {
        return tx.preparedQuery(CLOSE)
                .execute(Tuple.tuple()
                        .addUUID(person)
                        .addString(requestedBy)
                        .addUUID(admin)
                        .addString(reason)
                        .addLong(version)
                        .addBoolean(config.deleteIdentity())
                        .addString(Traceparent.current()))
                .map(rows -> rows.iterator().next());
    }

    /** Who left, the last first, and how far each is erased. */
    Uni<Page<Erasure>> list(Caller admin, PageRequest page) {
        var after = page.after(2);
        var wanted = Tuple.of(
                after.map(key -> key.time(0)).orElse(null),
                after.map(key -> key.id(1)).orElse(null),
                page.limit() + 1);
        return transactions
                .read(admin, LIST, wanted)
                .map(rows -> Page.of(
                        rows.stream().map(this::erasure).toList(),
                        page,
                        erasure -> List.of(
                                erasure.requestedAt().toString(),
                                erasure.userId().toString())));
    }

    /** Takes note that a service has erased a person. */
    Uni<Void> acknowledged(SqlConnection tx, UUID person, String service, OffsetDateTime when) {
        return tx.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(person, service, when))
                .chain(() -> completeIfDone(tx, person));
    }

    /** Marks the erasure as completed once every service has acknowledged it. */
    Uni<Void> completeIfDone(SqlConnection tx, UUID person) {
        // Serialises two acknowledgements that arrive at the same time; otherwise neither would see the other.
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(person))
                .chain(() -> tx.preparedQuery(COMPLETE)
                        .execute(Tuple.of(person, config.services().toArray(String[]::new))))
                .replaceWithVoid();
    }

    /** Deletes records past their retention. */
    Uni<Void> deleteOldRecords() {
        return transactions
                .write(Caller.SERVICE, DELETE_OLD, Tuple.of(DatabaseTime.seconds(config.retention())))
                .replaceWithVoid();
    }

    private Erasure erasure(Row row) {
        var acknowledgements = new ArrayList<Erasure.Acknowledgement>();
        var waitingFor = new ArrayList<>(config.services());
        for (var each : row.get(JsonArray.class, "acknowledged")) {
            var acknowledgement = (JsonObject) each;
            waitingFor.remove(acknowledgement.getString("service"));
            acknowledgements.add(new Erasure.Acknowledgement(
                    acknowledgement.getString("service"),
                    OffsetDateTime.parse(acknowledgement.getString("at")).toInstant()));
        }
        if (row.getOffsetDateTime("identity_due_at") != null) {
            waitingFor.add(IDENTITY_PROVIDER);
        }
        return new Erasure(
                row.getUUID("user_id"),
                row.getString("requested_by"),
                row.getUUID("admin_id"),
                row.getString("reason"),
                row.getOffsetDateTime("requested_at").toInstant(),
                instant(row, "completed_at"),
                instant(row, "identity_deleted_at"),
                acknowledgements,
                waitingFor);
    }

    private static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
