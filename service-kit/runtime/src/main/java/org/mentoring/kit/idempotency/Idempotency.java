package org.mentoring.kit.idempotency;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.commons.codec.digest.DigestUtils;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * Runs an operation once for each {@code Idempotency-Key} of a caller: the same request again gets the first answer,
 * another request under the same key is refused, and so is a second one while the first runs. Keys are kept for 24 hours.
 * Only success is remembered; a refused request has changed nothing and may be sent again.
 */
@ApplicationScoped
public class Idempotency {

    public static final String HEADER = "Idempotency-Key";

    /** How long a client should wait before it asks again for the answer of a request that still runs. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final int MAX_LENGTH = 255;
    private static final String CLAIM = "SELECT * FROM idempotency_claim($1, $2, $3, $4)";
    private static final String STORE = "SELECT idempotency_store($1, $2, $3, $4, $5, $6, $7)";

    private final Transactions transactions;
    private final ObjectMapper json;
    private final Instance<StoredResponses> repeated;

    Idempotency(Transactions transactions, ObjectMapper json, Instance<StoredResponses> repeated) {
        this.transactions = transactions;
        this.json = json;
        this.repeated = repeated;
    }

    /**
     * What an operation answers.
     *
     * @param body written as JSON; null for none
     */
    public record Answer(int status, Map<String, String> headers, Object body) {}

    /**
     * Runs the operation in a transaction of the caller, or answers as it did the first time.
     *
     * @param operation names the operation, so that a key counts for it alone
     * @param key as sent by the client; null when there was none, and then nothing is remembered
     * @param request what the client asked for; the same key must come with the same request
     */
    public Uni<Response> run(
            Caller caller, String operation, String key, Object request, Function<SqlConnection, Uni<Answer>> work) {
        return transactions.write(caller, keyed(caller, operation, key, request, work));
    }

    /** As {@link #run}, of work that goes through Hibernate. */
    public Uni<Response> runInSession(
            Caller caller, String operation, String key, Object request, Function<SqlConnection, Uni<Answer>> work) {
        return transactions.session(caller, keyed(caller, operation, key, request, work));
    }

    private Function<SqlConnection, Uni<Response>> keyed(
            Caller caller, String operation, String key, Object request, Function<SqlConnection, Uni<Answer>> work) {
        if (key == null) {
            return transaction -> work.apply(transaction)
                    .map(answer -> response(answer.status(), answer.headers(), write(answer.body())));
        }
        requireUsable(key);
        var fingerprint = Buffer.buffer(fingerprint(request));
        return transaction -> transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(caller.id(), operation, key, fingerprint))
                .map(rows -> rows.iterator().next())
                .chain(claim -> "new".equals(claim.getString("outcome"))
                        ? work.apply(transaction)
                                .chain(answer -> store(transaction, caller, operation, key, fingerprint, answer))
                        : earlier(transaction, claim));
    }

    /**
     * The first answer to a request that was refused before its key was looked at. It must get that answer also when what it
     * was about is gone by now; a request that was never answered fails with the refusal, and with 409 while the first runs.
     *
     * @param key null when there was none: then it fails with the refusal
     */
    public Uni<Response> firstAnswer(Caller caller, String operation, String key, Object request, Throwable refusal) {
        if (key == null) {
            return Uni.createFrom().failure(refusal);
        }
        return transactions.write(
                caller,
                transaction -> transaction
                        .preparedQuery(CLAIM)
                        .execute(Tuple.of(caller.id(), operation, key, Buffer.buffer(fingerprint(request))))
                        .map(rows -> rows.iterator().next())
                        .chain(claim -> "new".equals(claim.getString("outcome"))
                                ? Uni.createFrom().<Response>failure(refusal)
                                : earlier(transaction, claim)));
    }

    /** Whether a failure says that what the request was about is not there, or not possible: any more, it may be. */
    public static boolean mayHaveBeenAnswered(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.type().status() == 404 || problem.type().status() == 422);
    }

    /**
     * Refuses a key that is empty, too long or not printable ASCII.
     *
     * @throws ProblemException 400
     */
    public static void requireUsable(String key) {
        if (key.isBlank() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw Problems.malformed(HEADER, "must be 1 to 255 printable ASCII characters without spaces");
        }
    }

    /** What tells two requests apart: the SHA-256 of the request as JSON. */
    public byte[] fingerprint(Object request) {
        return DigestUtils.sha256(write(request));
    }

    /** The problem of an outcome {@code mismatch} or {@code in_flight} of {@code idempotency_claim}. */
    public static ProblemException refusal(String outcome) {
        return switch (outcome) {
            case "mismatch" ->
                Problems.of(ProblemType.KEY_REUSED, "Use a new Idempotency-Key for a request that differs.");
            case "in_flight" ->
                Problems.of(
                        ProblemType.REQUEST_IN_FLIGHT,
                        "Send the request again in a moment: the response will be that of the first request.",
                        RETRY_AFTER);
            default -> throw new IllegalStateException("Unknown outcome " + outcome);
        };
    }

    private Uni<Response> store(
            SqlConnection transaction, Caller caller, String operation, String key, Buffer fingerprint, Answer answer) {
        var body = write(answer.body());
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.from(new Object[] {
                    caller.id(),
                    operation,
                    key,
                    fingerprint,
                    (short) answer.status(),
                    JsonObject.mapFrom(answer.headers()),
                    body == null ? null : Json.decodeValue(body)
                }))
                .map(stored -> response(answer.status(), answer.headers(), body));
    }

    private Uni<Response> earlier(SqlConnection transaction, Row claim) {
        var outcome = claim.getString("outcome");
        if (!"replay".equals(outcome)) {
            return Uni.createFrom().failure(refusal(outcome));
        }
        var body = claim.getValue("body");
        var shown = body == null || repeated.isUnsatisfied()
                ? Uni.createFrom().item(body)
                : repeated.get().stillShown(transaction, body);
        return shown.map(still -> stored(claim, still));
    }

    private static Response stored(Row claim, Object body) {
        var headers = claim.get(JsonObject.class, "headers");
        var response = Response.status(claim.getShort("status")).type(MediaType.APPLICATION_JSON_TYPE);
        headers.forEach(header -> response.header(header.getKey(), header.getValue()));
        return response.entity(body == null ? null : Json.encode(body)).build();
    }

    private static Response response(int status, Map<String, String> headers, String body) {
        var response = Response.status(status).type(MediaType.APPLICATION_JSON_TYPE);
        headers.forEach(response::header);
        return response.entity(body).build();
    }

    private String write(Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
