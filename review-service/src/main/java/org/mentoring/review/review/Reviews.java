package org.mentoring.review.review;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.review.rating.Ratings;

/** What can be done with reviews; {@link ReviewLists} reads them. */
@ApplicationScoped
public class Reviews {

    private static final ProblemType CLOSED =
            new ProblemType("review-closed", 409, "The review cannot be changed any more");
    private static final ProblemType NEVER = new ProblemType("review-never", 409, "The session did not take place");
    private static final ProblemType DISPUTED =
            new ProblemType("review-disputed", 409, "It is disputed that you came to the session");
    private static final String SESSION = "SELECT outcome, mentor_id, mentee_name FROM session_to_review($1)";
    private static final String INSERT = """
            INSERT INTO mentor_reviews (id, mentor_id, mentee_id, session_id, rating, feedback, mentee_display_name, created_at, updated_at)
            VALUES (uuidv7(), $1, $2, $3, $4, $5, $6, $7, $7) RETURNING\s""" + Review.COLUMNS;
    private static final String FIND = "SELECT " + Review.COLUMNS + " FROM mentor_reviews WHERE id = $1";
    private static final String UPDATE = """
            UPDATE mentor_reviews SET rating = $3, feedback = $4, updated_at = $5, version = version + 1
             WHERE id = $1 AND version = $2 RETURNING\s""" + Review.COLUMNS;
    private static final String REPLY = """
            UPDATE mentor_reviews SET reply = $3, reply_at = $4, version = version + 1
             WHERE id = $1 AND version = $2 RETURNING\s""" + Review.COLUMNS;
    private static final String HIDE = """
            UPDATE mentor_reviews SET hidden = true, hidden_reason = $2, version = version + 1
             WHERE id = $1 AND NOT hidden RETURNING\s""" + Review.COLUMNS;
    private static final String SHOW = """
            UPDATE mentor_reviews SET hidden = false, hidden_reason = NULL, version = version + 1
             WHERE id = $1 AND hidden RETURNING\s""" + Review.COLUMNS;
    private static final String FOLLOW_SESSION = """
            UPDATE mentor_reviews SET withdrawn = NOT withdrawn, version = version + 1
             WHERE session_id = $1 AND withdrawn <> $2 RETURNING\s""" + Review.COLUMNS;
    private static final String RENAME = """
            UPDATE mentor_reviews SET mentee_display_name = $2, version = version + 1
             WHERE mentee_id = $1 AND mentee_display_name <> $2 RETURNING\s""" + Review.COLUMNS;

    private final Transactions transactions;
    private final Outbox outbox;
    private final Ratings ratings;
    private final ReviewConfig config;
    private final Clock clock;

    Reviews(Transactions transactions, Outbox outbox, Ratings ratings, ReviewConfig config, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.ratings = ratings;
        this.config = config;
        this.clock = clock;
    }

    Uni<Review> publish(Caller mentee, NewReview review) {
        return transactions
                .write(
                        mentee,
                        tx -> session(tx, review.sessionId())
                                .chain(session -> insert(tx, mentee, session, review))
                                .call(published -> outbox.append(tx, ReviewEvents.published(published)))
                                .call(published -> ratings.announce(tx, published.mentorId())))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_reviews_one_per_session"))
                .transform(failure -> Problems.conflict("You have reviewed this session."));
    }

    Uni<Review> change(Caller mentee, UUID id, long version, ReviewChange change) {
        return transactions.write(
                mentee,
                tx -> find(tx, id)
                        .invoke(review -> requireChangeable(review, mentee, version))
                        .chain(() -> update(tx, id, version, change)
                                .call(after -> outbox.append(tx, ReviewEvents.updated(after)))
                                .call(after -> ratings.announce(tx, after.mentorId()))));
    }

    /** Replies as the mentor, or changes the reply. */
    Uni<Review> reply(Caller mentor, UUID id, long version, String reply) {
        var values = Tuple.of(id, version, reply, clock.instant().atOffset(ZoneOffset.UTC));
        return transactions.write(
                mentor,
                tx -> find(tx, id)
                        .invoke(review -> requireMentor(review, mentor))
                        .chain(() -> tx.preparedQuery(REPLY).execute(values))
                        .map(Reviews::current)
                        .call(replied -> outbox.append(tx, ReviewEvents.replied(replied))));
    }

    /** Takes a review out of the lists and out of the rating. */
    Uni<Review> hide(Caller admin, UUID id, String reason) {
        return transactions.write(
                admin,
                tx -> find(tx, id)
                        .chain(() -> tx.preparedQuery(HIDE).execute(Tuple.of(id, reason)))
                        .map(rows -> changed(rows, "The review is hidden already."))
                        .call(hidden -> outbox.append(tx, ReviewEvents.hidden(hidden)))
                        .call(hidden -> ratings.announce(tx, hidden.mentorId())));
    }

    Uni<Review> show(Caller admin, UUID id) {
        return transactions.write(
                admin,
                tx -> find(tx, id)
                        .chain(() -> tx.preparedQuery(SHOW).execute(Tuple.of(id)))
                        .map(rows -> changed(rows, "The review is not hidden."))
                        .call(shown -> outbox.append(tx, ReviewEvents.published(shown)))
                        .call(shown -> ratings.announce(tx, shown.mentorId())));
    }

    private static Uni<Review> find(SqlConnection tx, UUID id) {
        return tx.preparedQuery(FIND).execute(Tuple.of(id)).map(Reviews::found);
    }

    private static void requireMentor(Review review, Caller mentor) {
        if (!review.mentorId().equals(mentor.id())) {
            throw Problems.forbidden("Only the mentor whom a review is about may reply.");
        }
    }

    private static Review changed(RowSet<Row> rows, String otherwise) {
        return rows.stream().map(Review::of).findFirst().orElseThrow(() -> Problems.conflict(otherwise));
    }

    private static Review current(RowSet<Row> rows) {
        return rows.stream().map(Review::of).findFirst().orElseThrow(Problems::staleVersion);
    }

    /** Takes the review of a session back, or shows it again, as the session now says; publishes what that changes. */
    public Uni<Void> follow(SqlConnection tx, UUID session, boolean withdraws) {
        return tx.preparedQuery(FOLLOW_SESSION)
                .execute(Tuple.of(session, withdraws))
                .chain(rows -> publishEach(tx, rows, ReviewEvents::published));
    }

    /** Shows a mentee's reviews under the name of now. */
    public Uni<Void> rename(SqlConnection tx, UUID mentee, @Nullable String name) {
        return tx.preparedQuery(RENAME)
                .execute(Tuple.of(mentee, DisplayName.of(name)))
                .chain(rows -> publishEach(tx, rows, ReviewEvents::updated));
    }

    private Uni<Void> publishEach(SqlConnection tx, RowSet<Row> rows, Function<Review, OutboxEvent> event) {
        return Multi.createFrom()
                .iterable(rows)
                .map(Review::of)
                .call(review -> outbox.append(tx, event.apply(review)))
                .call(review -> ratings.announce(tx, review.mentorId()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Row> session(SqlConnection tx, UUID id) {
        return tx.preparedQuery(SESSION).execute(Tuple.of(id)).map(rows -> {
            var session = rows.iterator().next();
            return switch (session.getString("outcome")) {
                case "reviewable" -> session;
                case "unknown" -> throw Problems.notFound("session");
                case "cancelled" ->
                    throw Problems.of(
                            NEVER, "The session was cancelled; only sessions that took place can be reviewed.");
                case "absent" ->
                    throw Problems.of(
                            NEVER, "You did not come to the session; only sessions that took place can be reviewed.");
                case "reported" ->
                    throw Problems.of(
                            DISPUTED,
                            "Your mentor reports that you did not come to the session. If you did, contest the report first.");
                case "disputed" ->
                    throw Problems.of(
                            DISPUTED,
                            "Each side says that the other did not come to the session. It can be reviewed once an admin has"
                                    + " decided that you were there.");
                default -> throw new NotReviewableYetException();
            };
        });
    }

    private Uni<Review> insert(SqlConnection tx, Caller mentee, Row session, NewReview review) {
        var values = Tuple.tuple()
                .addUUID(session.getUUID("mentor_id"))
                .addUUID(mentee.id())
                .addUUID(review.sessionId())
                .addInteger(review.rating())
                .addString(review.feedback())
                .addString(DisplayName.of(session.getString("mentee_name")))
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT).execute(values).map(Reviews::found);
    }

    private Uni<Review> update(SqlConnection tx, UUID id, long version, ReviewChange change) {
        var values = Tuple.of(
                id, version, change.rating(), change.feedback(), clock.instant().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(UPDATE).execute(values).map(Reviews::current);
    }

    private void requireChangeable(Review review, Caller mentee, long version) {
        if (!review.menteeId().equals(mentee.id())) {
            throw Problems.forbidden("Only who wrote a review may change it.");
        }
        if (clock.instant().isAfter(review.createdAt().toInstant().plus(config.changeableFor()))) {
            throw Problems.of(
                    CLOSED,
                    "A review may be changed for " + config.changeableFor().toDays() + " days.");
        }
        if (review.version() != version) {
            throw Problems.staleVersion();
        }
    }

    private static Review found(RowSet<Row> rows) {
        return rows.stream().map(Review::of).findFirst().orElseThrow(() -> Problems.notFound("review"));
    }
}
