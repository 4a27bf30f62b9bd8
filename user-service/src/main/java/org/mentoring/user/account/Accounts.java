package org.mentoring.user.account;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.security.ClosedAccounts;
import org.mentoring.user.closure.IdentityStates;

/** What can be done with an account. Every change raises the version by one and puts one event into the outbox. */
@ApplicationScoped
class Accounts implements IdentityStates {

    private static final ProblemType EMAIL_TAKEN =
            new ProblemType("email-taken", 409, "Another account has this e-mail address");
    // The lock is that of close_account: a closed account is not created again, one that is being created is closed
    // after that.
    private static final String REGISTER = """
            INSERT INTO users (user_id, name, time_zone, locale)
            SELECT $1::uuid, $2, $3, $4 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))) AS lock
            ON CONFLICT DO NOTHING
            """;
    // What an admin decided outweighs the token, which may be older.
    private static final String IS_MENTOR = "coalesce((SELECT approved FROM mentor_decisions WHERE user_id = $1), %s)";
    private static final String REGISTER_INFO = """
            INSERT INTO user_info (user_id, name, email, mentor, mentee, email_verified, email_token_issued_at, token_issued_at)
            VALUES ($1, $2, coalesce($3::text, unverified_email($1)), %s, $5, $3::text IS NOT NULL,
                    CASE WHEN $3::text IS NULL THEN '-infinity' ELSE $6::timestamptz END, $6)
            ON CONFLICT (user_id) DO NOTHING
            """.formatted(IS_MENTOR.formatted("$4"));
    // A token that is older than the one applied last changes nothing; without a verified address it leaves the
    // address alone.
    private static final String FOLLOW_TOKEN = """
            UPDATE user_info
               SET email = coalesce($2::text, email), mentor = %1$s, mentee = $4, token_issued_at = $5,
                   email_verified = email_verified OR $2::text IS NOT NULL,
                   email_token_issued_at = CASE WHEN $2::text IS NULL THEN email_token_issued_at ELSE $5 END
             WHERE user_id = $1 AND token_issued_at <= $5
               AND (email, mentor, mentee) IS DISTINCT FROM (coalesce($2::text, email), %1$s, $4)
            """.formatted(IS_MENTOR.formatted("$3"));
    private static final String RELEASE_EMAIL = "SELECT * FROM release_email($1, $2, $3)";
    private static final String DECIDE = """
            INSERT INTO mentor_decisions (user_id, approved) VALUES ($1, $2)
            ON CONFLICT (user_id) DO UPDATE SET approved = excluded.approved
            """;
    private static final String FOLLOW_DECISION =
            "UPDATE user_info SET mentor = $2 WHERE user_id = $1 AND mentor <> $2";
    private static final String ENABLED = "SELECT user_id FROM users WHERE user_id = ANY($1) AND NOT disabled";
    private static final String DISABLE =
            "UPDATE users SET disabled = $2 WHERE user_id = ANY($1) AND disabled <> $2 RETURNING user_id";

    private final Transactions transactions;
    private final UserRepository users;
    private final UserInfoRepository infos;
    private final Outbox outbox;

    Accounts(Transactions transactions, UserRepository users, UserInfoRepository infos, Outbox outbox) {
        this.transactions = transactions;
        this.users = users;
        this.infos = infos;
        this.outbox = outbox;
    }

    /**
     * The caller's account as it now is: created by the first call, and with the flags of the token and its e-mail, if the identity
     * provider has verified that. The address then leaves another account that has it from an older token.
     *
     * @throws org.mentoring.kit.problem.ProblemException if another account has the address, and the token is no better proof of it
     */
    Uni<Account> current(Caller caller, TokenProfile token) {
        var profile = token.profile();
        return current(caller, profile, transaction -> Uni.createFrom().voidItem())
                .onFailure(Accounts::isEmailTaken)
                .recoverWithUni(() -> current(caller, profile, transaction -> release(transaction, caller, profile)))
                .onFailure(Accounts::isEmailTaken)
                .transform(failure -> Problems.of(
                        EMAIL_TAKEN,
                        "Sign in with the account that has this address, or change the address of one of them."));
    }

    private Uni<Account> current(
            Caller caller, TokenProfile.Profile profile, Function<SqlConnection, Uni<Void>> before) {
        return transactions.session(
                caller,
                transaction -> before.apply(transaction)
                        .chain(() -> users.locked(caller.id()))
                        .chain(user -> user == null
                                ? register(transaction, caller, profile)
                                : followToken(transaction, caller, profile, user)));
    }

    private static boolean isEmailTaken(Throwable failure) {
        return DatabaseFailure.violates(failure, "user_info_one_account_per_email");
    }

    /**
     * Changes the caller's account.
     *
     * @param version the version that the caller has seen
     */
    Uni<Account> change(Caller caller, long version, AccountChange change) {
        return transactions.session(
                caller,
                transaction -> users.locked(caller.id())
                        .chain(user -> users.change(user, version, row -> row.apply(change)))
                        .chain(user -> announced(transaction, user, AccountEvents::updated)));
    }

    private Uni<Account> register(SqlConnection transaction, Caller caller, TokenProfile.Profile profile) {
        return transaction
                .preparedQuery(REGISTER)
                .execute(Tuple.of(caller.id(), profile.name(), profile.timeZone(), profile.locale()))
                .chain(made -> made.rowCount() == 0
                        ? found(caller.id()).chain(user -> followToken(transaction, caller, profile, user))
                        : transaction
                                .preparedQuery(REGISTER_INFO)
                                .execute(Tuple.of(caller.id(), profile.name(), profile.email())
                                        .addBoolean(caller.has("mentor"))
                                        .addBoolean(caller.has("mentee"))
                                        .addOffsetDateTime(profile.issuedAt()))
                                .chain(() -> found(caller.id()))
                                .chain(user -> announced(transaction, user, AccountEvents::registered)));
    }

    /** Takes note of an admin's decision on a mentor, also on one who has no account yet. */
    Uni<Void> follow(SqlConnection transaction, UUID person, boolean approved) {
        return transaction
                .preparedQuery(DECIDE)
                .execute(Tuple.of(person, approved))
                .chain(() -> transaction.preparedQuery(FOLLOW_DECISION).execute(Tuple.of(person, approved)))
                .chain(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : changed(transaction, person).replaceWithVoid());
    }

    @Override
    public Uni<List<UUID>> enabledAmong(List<UUID> people) {
        return transactions
                .read(Caller.SERVICE, ENABLED, Tuple.of(people.toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(row -> row.getUUID("user_id")).toList());
    }

    @Override
    public Uni<Void> disabled(List<UUID> people, boolean disabled) {
        return transactions.session(
                Caller.SERVICE,
                transaction -> transaction
                        .preparedQuery(DISABLE)
                        .execute(Tuple.of(people.toArray(UUID[]::new), disabled))
                        .chain(rows -> Multi.createFrom()
                                .iterable(rows)
                                .onItem()
                                .transformToUniAndConcatenate(row -> changed(transaction, row.getUUID("user_id")))
                                .collect()
                                .last())
                        .replaceWithVoid());
    }

    /** An address that changed at the identity provider changes here at the next visit, and others are told. */
    private Uni<Account> followToken(
            SqlConnection transaction, Caller caller, TokenProfile.Profile profile, UserEntity user) {
        if (!user.info.differsFrom(profile.email(), caller.has("mentor"), caller.has("mentee"))) {
            return Uni.createFrom().item(user.account());
        }
        return transaction
                .preparedQuery(FOLLOW_TOKEN)
                .execute(Tuple.of(caller.id(), profile.email())
                        .addBoolean(caller.has("mentor"))
                        .addBoolean(caller.has("mentee"))
                        .addOffsetDateTime(profile.issuedAt()))
                .chain(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().item(user.account())
                        : infos.refresh(user.info).chain(() -> touched(transaction, user)));
    }

    /** Others are told at once: no mail to the former holder may go to whom the address belongs now. */
    private Uni<Void> release(SqlConnection transaction, Caller caller, TokenProfile.Profile profile) {
        return transaction
                .preparedQuery(RELEASE_EMAIL)
                .execute(Tuple.of(caller.id(), profile.email(), profile.issuedAt()))
                .chain(rows -> {
                    var released = rows.iterator();
                    return released.hasNext()
                            ? outbox.append(transaction, AccountEvents.updated(account(released.next())))
                            : Uni.createFrom().voidItem();
                });
    }

    private Uni<Account> changed(SqlConnection transaction, UUID person) {
        return found(person).chain(user -> touched(transaction, user));
    }

    private Uni<Account> touched(SqlConnection transaction, UserEntity user) {
        return users.change(user, row -> {}).chain(row -> announced(transaction, row, AccountEvents::updated));
    }

    private Uni<Account> announced(SqlConnection transaction, UserEntity user, Function<Account, OutboxEvent> event) {
        var account = user.account();
        return outbox.append(transaction, event.apply(account)).replaceWith(account);
    }

    private Uni<UserEntity> found(UUID person) {
        return users.locked(person).onItem().ifNull().failWith(ClosedAccounts::closed);
    }

    /** Of an account that row security does not show to the caller. */
    private static Account account(Row row) {
        return new Account(
                row.getUUID("user_id"),
                row.get(OffsetDateTime.class, "created_at").toInstant(),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("mentor"),
                row.getBoolean("mentee"),
                row.getString("linkedin"),
                row.getLocalDate("dob"),
                row.getString("time_zone"),
                row.getString("locale"),
                row.getBoolean("share_email"),
                row.getBoolean("disabled"),
                row.getLong("version"));
    }
}
