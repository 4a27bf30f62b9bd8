package org.mentoring.mentor.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.commons.lang3.StringUtils;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.mentor.calendar.provider.TokenGrant;
import org.mentoring.mentor.calendar.token.Keyrings;
import org.mentoring.mentor.calendar.token.TokenLocation;

/**
 * Which replica works on which connection. A claim is held for a while and renewed with each step; a step whose claim is no
 * longer the row's fails with {@link ClaimLostException} and changes nothing.
 */
@ApplicationScoped
class Claims {

    private static final int LONGEST_REASON = 300;
    private static final String CLAIM = """
            UPDATE mentor_calendar_oauth c SET claim = uuidv4(), claimed_until = now() + make_interval(secs => $1)
              FROM mentors m
             WHERE m.id = c.mentor_id
               AND c.id = (SELECT d.id FROM mentor_calendar_oauth d
                            WHERE d.state = 'connected' AND d.due_at <= now()
                              AND (d.not_before IS NULL OR d.not_before <= now())
                              AND (d.claimed_until IS NULL OR d.claimed_until <= now())
                            ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING c.id, c.claim, c.mentor_id, c.provider, c.access_token, c.refresh_token, c.refresh_at, c.next_read_at,
                      c.next_far_read_at, c.known_until, c.attempts, coalesce(m.account_time_zone, m.time_zone) AS time_zone,
                      now() AS claimed_at
            """;
    private static final String RENEW =
            "UPDATE mentor_calendar_oauth SET claimed_until = now() + make_interval(secs => $3) WHERE id = $1 AND claim = $2"
                    + " RETURNING busy, known_until, published_until, published_entries";
    private static final String REFRESHED = """
            UPDATE mentor_calendar_oauth
               SET access_token = $3, refresh_token = $4, expires_at = $5, refresh_at = now() + make_interval(secs => $6), key_id = $7
             WHERE id = $1 AND claim = $2
            """;
    // What was asked for while this one was at work is seen because the row is locked first.
    private static final String RELEASE = """
            UPDATE mentor_calendar_oauth c
               SET claim = NULL, claimed_until = NULL, attempts = 0, failure = NULL, not_before = NULL,
                   due_at = least(c.refresh_at, c.next_read_at,
                                  (SELECT min(e.due_at) FROM calendar_entries e WHERE e.connection_id = c.id))
             WHERE c.id = $1 AND c.claim = $2
            """;
    private static final String POSTPONE = """
            UPDATE mentor_calendar_oauth
               SET claim = NULL, claimed_until = NULL, attempts = attempts + 1, failure = $3,
                   not_before = now() + make_interval(secs => $4)
             WHERE id = $1 AND claim = $2
            """;
    private static final String STOP = """
            UPDATE mentor_calendar_oauth
               SET claim = NULL, claimed_until = NULL, state = $3, failure = $4, version = version + 1,
                   published_entries = 'none'
             WHERE id = $1 AND claim = $2
            RETURNING busy, known_until
            """;

    private final Transactions transactions;
    private final Keyrings keyrings;
    private final BusyEvents events;
    private final CalendarConfig config;
    private final SyncTiming timing;

    Claims(Transactions transactions, Keyrings keyrings, BusyEvents events, CalendarConfig config, SyncTiming timing) {
        this.transactions = transactions;
        this.keyrings = keyrings;
        this.events = events;
        this.config = config;
        this.timing = timing;
    }

    /**
     * A connection to be worked on, with its tokens as they are stored.
     *
     * @param refreshToken null when the provider gave none
     * @param claimedAt by the clock of the database, as are the other times of what is due
     * @param knownUntil to where busy times have been read; null before the first reading
     * @param zone that of the mentor's account, or of the profile as long as the account has none
     */
    record Claim(
            UUID id,
            UUID claim,
            UUID mentorId,
            String provider,
            String accessToken,
            String refreshToken,
            Instant claimedAt,
            Instant refreshAt,
            Instant nextReadAt,
            Instant nextFarReadAt,
            Instant knownUntil,
            int attempts,
            ZoneId zone) {

        private static Claim of(Row row) {
            return new Claim(
                    row.getUUID("id"),
                    row.getUUID("claim"),
                    row.getUUID("mentor_id"),
                    row.getString("provider"),
                    row.getString("access_token"),
                    row.getString("refresh_token"),
                    row.get(OffsetDateTime.class, "claimed_at").toInstant(),
                    row.get(OffsetDateTime.class, "refresh_at").toInstant(),
                    row.get(OffsetDateTime.class, "next_read_at").toInstant(),
                    row.get(OffsetDateTime.class, "next_far_read_at").toInstant(),
                    instant(row.get(OffsetDateTime.class, "known_until")),
                    row.getInteger("attempts"),
                    ZoneId.of(row.getString("time_zone")));
        }
    }

    /** Somebody else works on the connection, or it is no more. */
    static final class ClaimLostException extends RuntimeException {
        ClaimLostException() {
            super("The claim on the connection is lost");
        }
    }

    /** The next connection with which there is anything to do; empty if there is none. */
    Uni<Optional<Claim>> next() {
        return transactions
                .write(Caller.SERVICE, CLAIM, Tuple.of(DatabaseTime.seconds(config.lease())))
                .map(rows -> rows.stream().map(Claim::of).findFirst());
    }

    /**
     * Runs a step's statements with the claim renewed; the connection's row is locked, and comes as the claim left it
     * ({@code busy}, {@code known_until}, {@code published_until}, {@code published_entries}).
     */
    <T> Uni<T> step(Claim claim, StepWork<T> work) {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(RENEW)
                        .execute(Tuple.of(claim.id(), claim.claim(), DatabaseTime.seconds(config.lease())))
                        .map(rows -> rows.stream().findFirst().orElseThrow(ClaimLostException::new))
                        .chain(row -> work.run(tx, row)));
    }

    /** Holds the claim for another while. */
    Uni<Void> renew(Claim claim) {
        return step(claim, (tx, row) -> Uni.createFrom().voidItem());
    }

    /** What a step does in its transaction. */
    @FunctionalInterface
    interface StepWork<T> {
        Uni<T> run(SqlConnection tx, Row connection);
    }

    /** The tokens in clear, for as long as they are needed. */
    Uni<String> open(Claim claim, String column) {
        var ciphertext = column.equals(Connections.ACCESS_TOKEN) ? claim.accessToken() : claim.refreshToken();
        return keyrings.forDecrypting(ciphertext)
                .map(keyring ->
                        keyring.decrypt(new TokenLocation(claim.mentorId(), claim.provider(), column), ciphertext));
    }

    /**
     * Keeps what a refresh has brought.
     *
     * @param refreshToken the one to be used from now on, in clear: one key holds for the row, so both tokens are encrypted
     */
    Uni<Void> refreshed(Claim claim, TokenGrant grant, String refreshToken) {
        var access = new TokenLocation(claim.mentorId(), claim.provider(), Connections.ACCESS_TOKEN);
        var refresh = new TokenLocation(claim.mentorId(), claim.provider(), Connections.REFRESH_TOKEN);
        return keyrings.encrypting(keyring -> step(
                claim,
                (tx, row) -> tx.preparedQuery(REFRESHED)
                        .execute(Tuple.tuple()
                                .addUUID(claim.id())
                                .addUUID(claim.claim())
                                .addString(keyring.encrypt(access, grant.accessToken()))
                                .addString(keyring.encrypt(refresh, refreshToken))
                                .addOffsetDateTime(utc(grant.expiresAt()))
                                .addDouble(DatabaseTime.seconds(timing.refreshAfter(grant.expiresAt())))
                                .addLong(keyring.primaryId()))
                        .replaceWithVoid()));
    }

    /** Everything that was due is done. */
    Uni<Void> release(Claim claim) {
        return step(
                claim,
                (tx, row) -> tx.preparedQuery(RELEASE)
                        .execute(Tuple.of(claim.id(), claim.claim()))
                        .replaceWithVoid());
    }

    /** Backs off from the provider. */
    Uni<Void> postpone(Claim claim, String reason, Duration wanted) {
        var after = DatabaseTime.seconds(timing.againAfter(claim.attempts() + 1, wanted));
        return change(
                POSTPONE, Tuple.of(claim.id(), claim.claim(), StringUtils.truncate(reason, LONGEST_REASON), after));
    }

    /** Nothing is done with the connection any more until the mentor connects again; others learn that nothing is written. */
    Uni<Void> stop(Claim claim, String state, String reason) {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(STOP)
                        .execute(Tuple.of(
                                claim.id(), claim.claim(), state, StringUtils.truncate(reason, LONGEST_REASON)))
                        .map(rows -> rows.stream().findFirst())
                        .chain(stopped -> stopped.map(row -> entriesEnd(tx, claim, row))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> entriesEnd(SqlConnection tx, Claim claim, Row connection) {
        var knownUntil = instant(connection.get(OffsetDateTime.class, "known_until"));
        // Of a calendar that was never read nothing was said yet.
        return knownUntil == null
                ? Uni.createFrom().voidItem()
                : events.entriesEnd(tx, claim.mentorId(), claim.provider(), BusyReader.busyOf(connection), knownUntil);
    }

    private Uni<Void> change(String sql, Tuple values) {
        return transactions.write(Caller.SERVICE, sql, values).replaceWithVoid();
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
