package org.mentoring.mentor.calendar.token;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * Replaces the key under which tokens are encrypted, without an interruption: add one, promote it, re-encrypt what stands
 * under others, retire those. Each step may be repeated, and the last refuses as long as anything needs the key.
 */
@ApplicationScoped
class KeyRotation {

    private static final int BATCH = 100;
    private static final String IN_USE = """
            SELECT k.id, k.added_at,
                   (SELECT count(*) FROM mentor_calendar_oauth WHERE key_id = k.id)
                       + (SELECT count(*) FROM calendar_authorisations WHERE key_id = k.id)
                       + (SELECT count(*) FROM calendar_revocations WHERE key_id = k.id) AS in_use
              FROM calendar_keys k ORDER BY k.added_at, k.id
            """;
    private static final String RETIRE = "DELETE FROM calendar_keys WHERE id = $1";
    private static final String CONNECTIONS = """
            SELECT id, mentor_id, provider, access_token, refresh_token FROM mentor_calendar_oauth
             WHERE key_id <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            """;
    private static final String CONNECTION =
            "UPDATE mentor_calendar_oauth SET access_token = $2, refresh_token = $3, key_id = $4 WHERE id = $1";
    private static final String AUTHORISATIONS = """
            SELECT mentor_id, provider, code_verifier FROM calendar_authorisations
             WHERE key_id <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            """;
    private static final String AUTHORISATION = """
            UPDATE calendar_authorisations SET code_verifier = $3, key_id = $4 WHERE mentor_id = $1 AND provider = $2
            """;
    private static final String REVOCATIONS = """
            SELECT id, mentor_id, provider, token_column, token FROM calendar_revocations
             WHERE key_id <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            """;
    private static final String REVOCATION = "UPDATE calendar_revocations SET token = $2, key_id = $3 WHERE id = $1";

    private final Transactions transactions;
    private final Keyrings keyrings;

    KeyRotation(Transactions transactions, Keyrings keyrings) {
        this.transactions = transactions;
        this.keyrings = keyrings;
    }

    /**
     * A key as operators may see it.
     *
     * @param primary whether new ciphertexts are made under it
     * @param inUse how many rows need it
     */
    record KeyState(String id, boolean primary, Instant addedAt, long inUse) {}

    Uni<List<KeyState>> keys() {
        return keyrings.reload()
                .chain(keyring -> transactions
                        .read(Caller.SERVICE, tx -> tx.query(IN_USE).execute())
                        .map(rows -> rows.stream()
                                .map(row -> new KeyState(
                                        row.getLong("id").toString(),
                                        row.getLong("id") == keyring.primaryId(),
                                        row.get(OffsetDateTime.class, "added_at")
                                                .toInstant(),
                                        row.getLong("in_use")))
                                .toList()));
    }

    Uni<Void> add() {
        return keyrings.change(keyring -> {
                    var keyset = keyring.withAnother();
                    var id = Integer.toUnsignedLong(
                            keyset.getAt(keyset.size() - 1).getId());
                    return new Keyrings.Changed(keyset, tx -> keyrings.addKey(tx, id));
                })
                .replaceWithVoid();
    }

    Uni<Void> promote(long id) {
        return keyrings.change(keyring -> {
                    requireThere(keyring, id);
                    return new Keyrings.Changed(
                            keyring.withPrimary(id), tx -> Uni.createFrom().voidItem());
                })
                .replaceWithVoid();
    }

    /** Brings everything under the primary key; answers how many rows that were. */
    Uni<Long> reEncrypt() {
        return keyrings.reload()
                .chain(keyring -> untilNoneIsLeft(keyring, this::connections)
                        .chain(connections -> untilNoneIsLeft(keyring, this::authorisations)
                                .map(authorisations -> connections + authorisations))
                        .chain(sum ->
                                untilNoneIsLeft(keyring, this::revocations).map(revocations -> sum + revocations)));
    }

    Uni<Void> retire(long id) {
        return keyrings.change(keyring -> {
                    requireThere(keyring, id);
                    if (id == keyring.primaryId()) {
                        throw Problems.conflict("It is the primary key: promote another one first.");
                    }
                    return new Keyrings.Changed(
                            keyring.without(id),
                            tx -> tx.preparedQuery(RETIRE).execute(Tuple.of(id)).replaceWithVoid());
                })
                .onFailure(failure -> DatabaseFailure.constraint(failure)
                        .filter(constraint -> constraint.endsWith("_key_known"))
                        .isPresent())
                .transform(failure -> Problems.conflict("Tokens are still encrypted with this key: re-encrypt first."))
                .replaceWithVoid();
    }

    @FunctionalInterface
    private interface Batch {
        Uni<Integer> run(SqlConnection tx, Keyring keyring);
    }

    private Uni<Long> untilNoneIsLeft(Keyring keyring, Batch batch) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.write(Caller.SERVICE, tx -> batch.run(tx, keyring)))
                .whilst(rows -> rows == BATCH)
                .collect()
                .with(Collectors.summingLong(Integer::longValue));
    }

    private Uni<Integer> connections(SqlConnection tx, Keyring keyring) {
        return batch(tx, keyring, CONNECTIONS, CONNECTION, row -> {
            var refresh = row.getString("refresh_token");
            return Tuple.of(
                    row.getUUID("id"),
                    again(keyring, row, "access_token", row.getString("access_token")),
                    refresh == null ? null : again(keyring, row, "refresh_token", refresh),
                    keyring.primaryId());
        });
    }

    private Uni<Integer> authorisations(SqlConnection tx, Keyring keyring) {
        return batch(
                tx,
                keyring,
                AUTHORISATIONS,
                AUTHORISATION,
                row -> Tuple.of(
                        row.getUUID("mentor_id"),
                        row.getString("provider"),
                        again(keyring, row, "code_verifier", row.getString("code_verifier")),
                        keyring.primaryId()));
    }

    private Uni<Integer> revocations(SqlConnection tx, Keyring keyring) {
        return batch(
                tx,
                keyring,
                REVOCATIONS,
                REVOCATION,
                row -> Tuple.of(
                        row.getUUID("id"),
                        again(keyring, row, row.getString("token_column"), row.getString("token")),
                        keyring.primaryId()));
    }

    private static Uni<Integer> batch(
            SqlConnection tx, Keyring keyring, String find, String change, Function<Row, Tuple> reEncrypted) {
        return tx.preparedQuery(find)
                .execute(Tuple.of(keyring.primaryId(), BATCH))
                .chain((RowSet<Row> rows) -> {
                    var changes = rows.stream().map(reEncrypted).toList();
                    return changes.isEmpty()
                            ? Uni.createFrom().item(0)
                            : tx.preparedQuery(change).executeBatch(changes).replaceWith(changes.size());
                });
    }

    private static String again(Keyring keyring, Row row, String column, String ciphertext) {
        UUID mentor = row.getUUID("mentor_id");
        var place = new TokenLocation(mentor, row.getString("provider"), column);
        return keyring.encrypt(place, keyring.decrypt(place, ciphertext));
    }

    private static void requireThere(Keyring keyring, long id) {
        if (!keyring.ids().contains(id)) {
            throw Problems.notFound("key");
        }
    }
}
