package org.mentoring.review.review;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.review.rating.Ratings;

/** What can be done with reviews. */
@ApplicationScoped
class Reviews {

    private static final ProblemType CLOSED =
            new ProblemType("review-closed", 409, "The review cannot be changed any more");
    private static final String SESSION = """
            SELECT mentor_id, mentee_name, session_is_completed($1) AS completed
              FROM (VALUES (1)) AS one LEFT JOIN completed_sessions ON session_id = $1 AND mentee_id = $2
            """;
    private static final String INSERT = """
            INSERT INTO mentor_reviews (id, mentor_id, mentee_id, session_id, rating, feedback, mentee_display_name, created_at, updated_at)
            VALUES (uuidv7(), $1, $2, $3, $4, $5, $6, $7, $7) RETURNING *
            """;
    private static final String FIND = "SELECT * FROM mentor_reviews WHERE id = $1";
    private static final String UPDATE = """
            UPDATE mentor_reviews SET rating = $3, feedback = $4, updated_at = $5, version = version + 1
             WHERE id = $1 AND version = $2 RETURNING *
            """;
    private static final String PAGE = """
            SELECT * FROM mentor_reviews
             WHERE mentor_id = $1 AND NOT hidden AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;

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
                        tx -> session(tx, mentee, review.sessionId())
                                .chain(session -> insert(tx, mentee, session, review))
                                .call(published -> outbox.append(tx, ReviewEvents.published(published)))
                                .call(published -> ratings.announce(tx, published.mentorId())))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_reviews_one_per_session"))
                .transform(failure -> Problems.conflict("You have reviewed this session."));
    }

    Uni<Review> change(Caller mentee, UUID id, long version, ReviewChange change) {
        return transactions.write(
                mentee,
                tx -> tx.preparedQuery(FIND)
                        .execute(Tuple.of(id))
                        .map(Reviews::found)
                        .invoke(review -> requireChangeable(review, mentee, version))
                        .chain(before -> update(tx, id, version, change)
                                .call(after -> outbox.append(tx, ReviewEvents.updated(after)))
                                .call(after -> before.rating() == after.rating()
                                        ? Uni.createFrom().voidItem()
                                        : ratings.announce(tx, after.mentorId()))));
    }

    Uni<Page<Review>> ofMentor(UUID mentorId, PageRequest page) {
        var after = page.after(1).map(parts -> cursorId(parts.getFirst())).orElse(null);
        return transactions
                .read(
                        Caller.ANONYMOUS,
                        tx -> tx.preparedQuery(PAGE).execute(Tuple.of(mentorId, after, page.limit() + 1)))
                .map(rows -> rows.stream().map(Review::of).toList())
                .map(reviews ->
                        Page.of(reviews, page, review -> List.of(review.id().toString())));
    }

    private static Uni<Row> session(SqlConnection tx, Caller mentee, UUID id) {
        return tx.preparedQuery(SESSION).execute(Tuple.of(id, mentee.id())).map(rows -> {
            var session = rows.iterator().next();
            if (!session.getBoolean("completed")) {
                throw new NotReviewableYetException();
            }
            if (session.getUUID("mentor_id") == null) {
                throw Problems.notFound("session");
            }
            return session;
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
        return tx.preparedQuery(UPDATE).execute(values).map(rows -> {
            if (rows.rowCount() == 0) {
                throw Problems.staleVersion();
            }
            return found(rows);
        });
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

    private static UUID cursorId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
    }
}
