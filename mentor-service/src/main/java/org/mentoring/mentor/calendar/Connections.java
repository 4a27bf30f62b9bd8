package org.mentoring.mentor.calendar;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.mentor.calendar.provider.TokenGrant;
import org.mentoring.mentor.calendar.token.Keyring;
import org.mentoring.mentor.calendar.token.Keyrings;
import org.mentoring.mentor.calendar.token.TokenLocation;

/** Which calendars are connected. */
@ApplicationScoped
class Connections {

    static final String ACCESS_TOKEN = "access_token";
    static final String REFRESH_TOKEN = "refresh_token";

    // The lock lets a booking that is confirmed at the same time not miss the new connection.
    private static final String LOCK_MENTOR = "SELECT FROM mentors WHERE id = $1 FOR NO KEY UPDATE";
    // A second grant replaces the first, and what was known of the calendar stays known: it may well be the same one.
    private static final String CONNECT = """
            INSERT INTO mentor_calendar_oauth AS c (id, mentor_id, provider, access_token, refresh_token, expires_at, key_id,
                                                    scopes, connected_at, refresh_at, next_read_at, next_far_read_at, due_at)
            VALUES (uuidv7(), $1, $2, $3, $4, $5, $6, $7, now(), now() + make_interval(secs => $8), now(), now(), now())
            ON CONFLICT (mentor_id, provider) DO UPDATE
               SET access_token = excluded.access_token, refresh_token = excluded.refresh_token,
                   expires_at = excluded.expires_at, key_id = excluded.key_id, scopes = excluded.scopes,
                   connected_at = excluded.connected_at, refresh_at = excluded.refresh_at,
                   next_read_at = excluded.next_read_at,
                   next_far_read_at = excluded.next_far_read_at, due_at = excluded.due_at, state = 'connected', failure = NULL,
                   attempts = 0, not_before = NULL, claim = NULL, claimed_until = NULL, version = c.version + 1
            RETURNING id
            """;
    // Also cancelled ones, whose entries may still be in a calendar that was disconnected before.
    private static final String WRITE_UPCOMING = """
            INSERT INTO calendar_entries (booking_id, connection_id, due_at)
            SELECT b.booking_id, $1, now() FROM calendar_bookings b
             WHERE b.mentor_id = $2 AND b.end_time > now()
            ON CONFLICT (booking_id, connection_id) DO UPDATE SET due_at = excluded.due_at, attempts = 0
            """;
    // Ending a grant ends all of this person's tokens, the new ones too.
    private static final String DO_NOT_REVOKE =
            "DELETE FROM calendar_revocations WHERE mentor_id = $1 AND provider = $2";
    private static final String DISCONNECT = """
            DELETE FROM mentor_calendar_oauth WHERE id = $1 AND mentor_id = $2
            RETURNING mentor_id, provider, key_id, access_token, refresh_token
            """;
    private static final String REVOKE = """
            INSERT INTO calendar_revocations (mentor_id, provider, token_column, token, key_id, due_at)
            VALUES ($1, $2, $3, $4, $5, now())
            """;

    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final Keyrings keyrings;
    private final BusyEvents events;
    private final SyncTiming timing;

    Connections(
            Transactions transactions,
            ConnectionRepository connections,
            Keyrings keyrings,
            BusyEvents events,
            SyncTiming timing) {
        this.transactions = transactions;
        this.connections = connections;
        this.keyrings = keyrings;
        this.events = events;
        this.timing = timing;
    }

    Uni<List<Connection>> of(Caller mentor) {
        return transactions
                .readSession(mentor, tx -> connections.ofMentor(mentor.id()))
                .map(rows -> rows.stream().map(ConnectionEntity::connection).toList());
    }

    /** Keeps a grant; what is confirmed is written to the calendar, and its busy times are read at once. */
    Uni<Void> connect(UUID mentor, String provider, TokenGrant grant) {
        return keyrings.encrypting(keyring -> transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(LOCK_MENTOR)
                        .execute(Tuple.of(mentor))
                        .chain(() -> tx.preparedQuery(CONNECT).execute(values(mentor, provider, grant, keyring)))
                        .map(rows -> rows.iterator().next().getUUID("id"))
                        .chain(id -> tx.preparedQuery(WRITE_UPCOMING).execute(Tuple.of(id, mentor)))
                        .chain(() -> tx.preparedQuery(DO_NOT_REVOKE).execute(Tuple.of(mentor, provider)))
                        .replaceWithVoid()));
    }

    /** Ends a connection; a job revokes it at the provider, and retries until that succeeds. */
    Uni<Void> disconnect(Caller mentor, UUID id) {
        return transactions.write(
                mentor,
                tx -> tx.preparedQuery(DISCONNECT)
                        .execute(Tuple.of(id, mentor.id()))
                        .map(rows ->
                                rows.stream().findFirst().orElseThrow(() -> Problems.notFound("calendar connection")))
                        .chain(row -> {
                            var refresh = row.getString(REFRESH_TOKEN);
                            var provider = row.getString("provider");
                            return tx.preparedQuery(REVOKE)
                                    .execute(Tuple.of(
                                            mentor.id(),
                                            provider,
                                            refresh == null ? ACCESS_TOKEN : REFRESH_TOKEN,
                                            refresh == null ? row.getString(ACCESS_TOKEN) : refresh,
                                            row.getLong("key_id")))
                                    .chain(() -> events.nothingIsBusy(tx, mentor.id(), provider));
                        }));
    }

    private Tuple values(UUID mentor, String provider, TokenGrant grant, Keyring keyring) {
        return Tuple.tuple()
                .addUUID(mentor)
                .addString(provider)
                .addString(keyring.encrypt(new TokenLocation(mentor, provider, ACCESS_TOKEN), grant.accessToken()))
                .addString(grant.refreshToken()
                        .map(token -> keyring.encrypt(new TokenLocation(mentor, provider, REFRESH_TOKEN), token))
                        .orElse(null))
                .addOffsetDateTime(utc(grant.expiresAt()))
                .addLong(keyring.primaryId())
                .addArrayOfString(grant.scopes().stream().sorted().toArray(String[]::new))
                .addDouble(DatabaseTime.seconds(timing.refreshAfter(grant.expiresAt())));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
