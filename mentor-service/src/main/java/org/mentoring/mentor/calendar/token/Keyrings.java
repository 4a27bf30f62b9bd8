package org.mentoring.mentor.calendar.token;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.google.crypto.tink.KeysetHandle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * The keys, as the database holds them (encrypted) for every replica. A replica learns of changes within
 * {@link KeyConfig#cacheFor}, or when it meets a ciphertext that it cannot decrypt; that it does not encrypt under a key that was
 * retired meanwhile is seen to by the foreign keys of what is stored.
 */
@ApplicationScoped
public class Keyrings {

    private static final Logger LOG = Logger.getLogger(Keyrings.class);
    private static final String KEY_KNOWN = "_key_known";
    private static final String READ = "SELECT keyset FROM calendar_keyset";
    private static final String READ_FOR_CHANGE = READ + " FOR UPDATE";
    private static final String BEGIN = "INSERT INTO calendar_keyset (keyset) VALUES ($1) ON CONFLICT DO NOTHING";
    private static final String ADD_KEY = "INSERT INTO calendar_keys (id, added_at) VALUES ($1, $2)";
    private static final String CHANGE = "UPDATE calendar_keyset SET keyset = $1, version = version + 1";

    private final Transactions transactions;
    private final KeyEncryptionKey keyEncryptionKey;
    private final KeyConfig config;
    private final Clock clock;
    private volatile Known known;

    Keyrings(Transactions transactions, KeyEncryptionKey keyEncryptionKey, KeyConfig config, Clock clock) {
        this.transactions = transactions;
        this.keyEncryptionKey = keyEncryptionKey;
        this.config = config;
        this.clock = clock;
    }

    private record Known(Keyring keyring, Instant until) {}

    /** What a change of the keys is made of. */
    @FunctionalInterface
    interface Change {
        Changed of(Keyring keyring) throws GeneralSecurityException;
    }

    /** The keys as they shall be, and what else belongs into the transaction. */
    record Changed(KeysetHandle keyset, Function<SqlConnection, Uni<Void>> work) {}

    /** The keys that can decrypt the ciphertexts; a null among them counts for nothing. */
    public Uni<Keyring> forDecrypting(String... ciphertexts) {
        return current()
                .chain(keyring ->
                        Stream.of(ciphertexts).filter(Objects::nonNull).allMatch(keyring::canDecrypt)
                                ? Uni.createFrom().item(keyring)
                                : reload());
    }

    /**
     * Runs work that encrypts and stores. If the key was retired in the meantime the work is run once more, with the present
     * keys: it must store the key's id where a foreign key holds it.
     */
    public <T> Uni<T> encrypting(Function<Keyring, Uni<T>> work) {
        return current()
                .chain(work::apply)
                .onFailure(failure -> DatabaseFailure.constraint(failure)
                        .filter(constraint -> constraint.endsWith(KEY_KNOWN))
                        .isPresent())
                .recoverWithUni(() -> reload().chain(work::apply));
    }

    /** @throws org.mentoring.kit.problem.ProblemException 409 where calendars are not set up */
    Uni<Keyring> reload() {
        if (!keyEncryptionKey.isSet()) {
            return Uni.createFrom()
                    .failure(Problems.conflict("Calendars are not set up on this platform: it has no key for them."));
        }
        return transactions
                .write(
                        Caller.SERVICE,
                        tx -> tx.query(keyEncryptionKey.hasPrevious() ? READ_FOR_CHANGE : READ)
                                .execute()
                                .chain(rows -> rows.rowCount() == 0
                                        ? begin(tx)
                                        : opened(tx, rows.iterator().next())))
                .invoke(this::remember);
    }

    /** Applies key changes one at a time. */
    Uni<Keyring> change(Change change) {
        return reload().chain(() -> transactions
                .write(
                        Caller.SERVICE,
                        tx -> tx.query(READ_FOR_CHANGE)
                                .execute()
                                .chain(rows -> opened(tx, rows.iterator().next()))
                                .chain(keyring -> apply(tx, keyring, change)))
                .invoke(this::remember));
    }

    private Uni<Keyring> apply(SqlConnection tx, Keyring keyring, Change change) {
        return Uni.createFrom()
                .item(() -> checked(() -> change.of(keyring)))
                .chain(changed -> changed.work().apply(tx).chain(() -> store(tx, changed.keyset())));
    }

    private Uni<Keyring> current() {
        var present = known;
        return present != null && clock.instant().isBefore(present.until())
                ? Uni.createFrom().item(present.keyring())
                : reload();
    }

    private void remember(Keyring keyring) {
        known = new Known(keyring, clock.instant().plus(config.cacheFor()));
    }

    private Uni<Keyring> begin(SqlConnection tx) {
        var keyset = checked(Keyring::generated);
        var wrapped = checked(() -> keyEncryptionKey.wrap(keyset));
        return tx.preparedQuery(BEGIN).execute(Tuple.of(Buffer.buffer(wrapped))).chain(inserted -> {
            if (inserted.rowCount() == 0) {
                return tx.query(READ)
                        .execute()
                        .chain(rows -> opened(tx, rows.iterator().next()));
            }
            var keyring = checked(() -> new Keyring(keyset));
            return addKey(tx, keyring.primaryId()).replaceWith(keyring);
        });
    }

    Uni<Void> addKey(SqlConnection tx, long id) {
        return tx.preparedQuery(ADD_KEY)
                .execute(Tuple.of(id, clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Keyring> opened(SqlConnection tx, Row row) {
        var wrapped = row.getBuffer("keyset").getBytes();
        try {
            return Uni.createFrom().item(new Keyring(keyEncryptionKey.unwrap(wrapped)));
        } catch (GeneralSecurityException e) {
            if (!keyEncryptionKey.hasPrevious()) {
                return Uni.createFrom()
                        .failure(new IllegalStateException(
                                "The keys of calendars do not open under mentoring.calendars.keys.encryption-key", e));
            }
        }
        var keyset = checked(() -> keyEncryptionKey.unwrapWithPrevious(wrapped));
        LOG.info(
                "Calendar keyset re-encrypted with the new key; previous-encryption-key can be removed once every replica has it");
        return store(tx, keyset);
    }

    private Uni<Keyring> store(SqlConnection tx, KeysetHandle keyset) {
        var wrapped = checked(() -> keyEncryptionKey.wrap(keyset));
        return tx.preparedQuery(CHANGE)
                .execute(Tuple.of(Buffer.buffer(wrapped)))
                .map(updated -> checked(() -> new Keyring(keyset)));
    }

    @FunctionalInterface
    private interface Crypto<T> {
        T run() throws GeneralSecurityException;
    }

    private static <T> T checked(Crypto<T> crypto) {
        try {
            return crypto.run();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keys of calendars cannot be used", e);
        }
    }
}
