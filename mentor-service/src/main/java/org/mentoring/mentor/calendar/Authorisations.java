package org.mentoring.mentor.calendar;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.commons.codec.digest.DigestUtils;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.mentor.calendar.provider.CalendarProvider;
import org.mentoring.mentor.calendar.provider.ProviderFailure;
import org.mentoring.mentor.calendar.provider.TokenGrant;
import org.mentoring.mentor.calendar.token.Keyring;
import org.mentoring.mentor.calendar.token.Keyrings;
import org.mentoring.mentor.calendar.token.TokenLocation;
import org.mentoring.mentor.status.MentorStatusCheck;

/**
 * OAuth authorisations in progress. The state that comes back is random, kept as a hash, good for one
 * use and a short time, and belongs to one mentor, provider and browser; the code is redeemed with the verifier of PKCE.
 */
@ApplicationScoped
class Authorisations {

    private static final int SECRET_BYTES = 32;
    private static final String VERIFIER = "code_verifier";
    private static final String BEGIN = """
            INSERT INTO calendar_authorisations
                (mentor_id, provider, state_hash, browser_hash, code_verifier, key_id, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
            ON CONFLICT (mentor_id, provider) DO UPDATE
               SET (state_hash, browser_hash, code_verifier, key_id, expires_at)
                 = (excluded.state_hash, excluded.browser_hash, excluded.code_verifier, excluded.key_id, excluded.expires_at)
            """;
    // Who comes with the wrong browser or to the wrong provider does not use it up.
    private static final String USE = """
            DELETE FROM calendar_authorisations
             WHERE state_hash = $1 AND provider = $2 AND ($3::bytea IS NULL OR browser_hash = $3)
            RETURNING mentor_id, code_verifier, expires_at > now() AS open
            """;
    private static final String STATUS = "SELECT status FROM mentors WHERE id = $1";
    private static final String PURGE = "DELETE FROM calendar_authorisations WHERE expires_at <= now()";

    private final SecureRandom random = new SecureRandom();
    private final Transactions transactions;
    private final Keyrings keyrings;
    private final Connections connections;
    private final CalendarConfig config;

    Authorisations(Transactions transactions, Keyrings keyrings, Connections connections, CalendarConfig config) {
        this.transactions = transactions;
        this.keyrings = keyrings;
        this.connections = connections;
        this.config = config;
    }

    /** @param browserSecret what the browser must bring back */
    record StartedAuthorisation(URI url, String browserSecret) {}

    private record UsedAuthorisation(UUID mentorId, String codeVerifier) {}

    Uni<StartedAuthorisation> begin(Caller mentor, CalendarProvider provider) {
        var state = secret();
        var browser = secret();
        var verifier = secret();
        var url = provider.authorizationUrl(state, base64(DigestUtils.sha256(verifier)), redirect(provider));
        return keyrings.encrypting(keyring -> transactions.write(
                        mentor,
                        tx -> requireNotSuspended(tx, mentor.id())
                                .chain(() -> tx.preparedQuery(BEGIN)
                                        .execute(Tuple.tuple()
                                                .addUUID(mentor.id())
                                                .addString(provider.name())
                                                .addValue(hash(state))
                                                .addValue(hash(browser))
                                                .addString(keyring.encrypt(place(mentor.id(), provider), verifier))
                                                .addLong(keyring.primaryId())
                                                .addDouble(DatabaseTime.seconds(config.authorisationLifetime()))))))
                .onFailure(failure -> DatabaseFailure.violates(failure, "calendar_authorisations_by_mentors"))
                .transform(failure -> Problems.notFound("mentor"))
                .replaceWith(new StartedAuthorisation(url, browser));
    }

    /** Redeems the code and keeps the grant. */
    Uni<Void> complete(CalendarProvider provider, String state, Optional<String> browser, String code) {
        return use(provider, state, browser)
                .chain(used -> provider.exchange(code, used.codeVerifier(), redirect(provider))
                        .onFailure(ProviderFailure.class)
                        .transform(failure -> CalendarProblems.exchangeFailed(failure))
                        .chain(grant -> requireComplete(provider, grant))
                        .chain(grant -> connections.connect(used.mentorId(), provider.name(), grant)));
    }

    /** The mentor or the provider refused; the authorisation is used up all the same. */
    Uni<Void> refused(CalendarProvider provider, String state, Optional<String> browser, String error) {
        return use(provider, state, browser).map(used -> {
            throw CalendarProblems.refused(error);
        });
    }

    Uni<Void> purge() {
        return transactions
                .write(Caller.SERVICE, tx -> tx.preparedQuery(PURGE).execute())
                .replaceWithVoid();
    }

    /** A grant that does not suffice is revoked, so that the mentor is asked for everything the next time. */
    private static Uni<TokenGrant> requireComplete(CalendarProvider provider, TokenGrant grant) {
        var missing = provider.missing(grant.scopes());
        if (missing.isEmpty()) {
            return Uni.createFrom().item(grant);
        }
        return provider.revoke(grant.refreshToken().orElse(grant.accessToken()))
                .onFailure()
                .recoverWithNull()
                .map(revoked -> {
                    throw CalendarProblems.permissionsMissing(missing);
                });
    }

    private static Uni<Void> requireNotSuspended(SqlConnection tx, UUID mentor) {
        return tx.preparedQuery(STATUS)
                .execute(Tuple.of(mentor))
                .invoke(rows -> rows.forEach(row -> MentorStatusCheck.requireNotSuspended(row.getString("status"))))
                .replaceWithVoid();
    }

    private Uni<UsedAuthorisation> use(CalendarProvider provider, String state, Optional<String> browser) {
        if (config.bindToBrowser() && browser.isEmpty()) {
            return Uni.createFrom().failure(CalendarProblems.authorisationVoid());
        }
        var browserHash = config.bindToBrowser() ? hash(browser.orElseThrow()) : null;
        return transactions
                .write(Caller.SERVICE, USE, Tuple.of(hash(state), provider.name(), browserHash))
                .map(rows -> rows.stream()
                        .filter(row -> row.getBoolean("open"))
                        .findFirst()
                        .orElseThrow(CalendarProblems::authorisationVoid))
                .chain(row -> opened(row, provider));
    }

    private Uni<UsedAuthorisation> opened(Row row, CalendarProvider provider) {
        var ciphertext = row.getString(VERIFIER);
        var mentor = row.getUUID("mentor_id");
        return keyrings.forDecrypting(ciphertext)
                .map((Keyring keyring) ->
                        new UsedAuthorisation(mentor, keyring.decrypt(place(mentor, provider), ciphertext)));
    }

    private URI redirect(CalendarProvider provider) {
        return URI.create(config.publicAddress() + "/" + provider.name() + "/callback");
    }

    private static TokenLocation place(UUID mentor, CalendarProvider provider) {
        return new TokenLocation(mentor, provider.name(), VERIFIER);
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    private static Buffer hash(String secret) {
        return Buffer.buffer(DigestUtils.sha256(secret));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
