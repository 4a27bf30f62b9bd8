package org.mentoring.review.review;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.review.rating.Ratings;

/** What can be done with reviews; {@link ReviewLists} reads them. */
@ApplicationScoped
public class Reviews {

    private static final ProblemType CLOSED =
            new ProblemType("review-closed", 409, "The review cannot be changed any more");
    private static final ProblemType SESSION_NOT_HELD =
            new ProblemType("review-never", 409, "The session did not take place");
    private static final ProblemType DISPUTED =
            new ProblemType("review-disputed", 409, "It is disputed that you came to the session");
    private static final ProblemType NOT_YET =
            new ProblemType("review-not-yet", 409, "The session is not known as completed yet");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final String SESSION = "SELECT outcome, mentor_id, mentee_name FROM session_to_review($1)";
    private static final String SET_WITHDRAWN = """
            UPDATE mentor_reviews SET withdrawn = NOT withdrawn, version = version + 1
             WHERE session_id = $1 AND withdrawn <> $2 RETURNING\s""" + ReviewRepository.COLUMNS;
    private static final String RENAME = """
            UPDATE mentor_reviews SET mentee_display_name = $2, version = version + 1
             WHERE mentee_id = $1 AND mentee_display_name <> $2 RETURNING\s""" + ReviewRepository.COLUMNS;

    private final Transactions transactions;
    private final ReviewRepository reviews;
    private final Ratings ratings;
    private final ReviewConfig config;
    private final Clock clock;

    Reviews(Transactions transactions, ReviewRepository reviews, Ratings ratings, ReviewConfig config, Clock clock) {
        this.transactions = transactions;
        this.reviews = reviews;
        this.ratings = ratings;
        this.config = config;
        this.clock = clock;
    }

    Uni<Review> publish(Caller mentee, NewReview review) {
        return transactions
                .session(
                        mentee,
                        tx -> reviewableSession(tx, review.sessionId())
                                .chain(session -> reviews.persistAndFlush(newReview(mentee, session, review)))
                                .call(published -> ReviewEvent.PUBLISHED.append(tx, published))
                                .call(published -> ratings.announce(tx, published.mentorId)))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_reviews_one_per_session"))
                .transform(failure -> Problems.conflict("You have reviewed this session."));
    }

    Uni<Review> change(Caller mentee, UUID id, long version, ReviewChange change) {
        return transactions.session(
                mentee,
                tx -> orNotFound(reviews.findById(id))
                        .invoke(review -> requireChangeable(review, mentee))
                        .chain(review -> reviews.change(review, version, row -> {
                            row.rating = change.rating();
                            row.feedback = change.feedback();
                            row.updatedAt = now();
                        }))
                        .call(after -> ReviewEvent.UPDATED.append(tx, after))
                        .call(after -> ratings.announce(tx, after.mentorId)));
    }

    /** Replies as the mentor, or changes the reply. */
    Uni<Review> reply(Caller mentor, UUID id, long version, String reply) {
        return transactions.session(
                mentor,
                tx -> orNotFound(reviews.findById(id))
                        .invoke(review -> requireMentor(review, mentor))
                        .chain(review -> reviews.change(review, version, row -> {
                            row.reply = reply;
                            row.replyAt = now();
                        }))
                        .call(replied -> ReviewEvent.REPLIED.append(tx, replied)));
    }

    /** Takes a review out of the lists and out of the rating. */
    Uni<Review> hide(Caller admin, UUID id, String reason) {
        return setHidden(admin, id, true, reason, "The review is hidden already.", ReviewEvent.HIDDEN);
    }

    Uni<Review> show(Caller admin, UUID id) {
        return setHidden(admin, id, false, null, "The review is not hidden.", ReviewEvent.PUBLISHED);
    }

    private Uni<Review> setHidden(
            Caller admin, UUID id, boolean hidden, @Nullable String reason, String otherwise, ReviewEvent event) {
        return transactions.session(
                admin,
                tx -> orNotFound(reviews.findById(id, LockModeType.PESSIMISTIC_WRITE))
                        .invoke(review -> {
                            if (review.hidden == hidden) {
                                throw Problems.conflict(otherwise);
                            }
                        })
                        .chain(review -> reviews.change(review, row -> {
                            row.hidden = hidden;
                            row.hiddenReason = reason;
                        }))
                        .call(changed -> event.append(tx, changed))
                        .call(changed -> ratings.announce(tx, changed.mentorId)));
    }

    private static Uni<Review> orNotFound(Uni<Review> review) {
        return review.onItem().ifNull().failWith(() -> Problems.notFound("review"));
    }

    private static void requireMentor(Review review, Caller mentor) {
        if (!review.mentorId.equals(mentor.id())) {
            throw Problems.forbidden("Only the mentor whom a review is about may reply.");
        }
    }

    /** Takes the review of a session back, or shows it again, as the session now says; publishes what that changes. */
    public Uni<Void> setWithdrawn(SqlConnection tx, UUID session, boolean withdrawsReview) {
        return reviews.returning(SET_WITHDRAWN, List.of(session, withdrawsReview))
                .chain(changed -> publishEach(tx, changed, ReviewEvent.PUBLISHED));
    }

    /** Shows a mentee's reviews with the current name. */
    public Uni<Void> rename(SqlConnection tx, UUID mentee, @Nullable String name) {
        return reviews.returning(RENAME, List.of(mentee, DisplayName.of(name)))
                .chain(changed -> publishEach(tx, changed, ReviewEvent.UPDATED));
    }

    private Uni<Void> publishEach(SqlConnection tx, List<Review> changed, ReviewEvent event) {
        return Multi.createFrom()
                .iterable(changed)
                .call(review -> event.append(tx, review))
                .call(review -> ratings.announce(tx, review.mentorId))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Row> reviewableSession(SqlConnection tx, UUID id) {
        return tx.preparedQuery(SESSION).execute(Tuple.of(id)).map(rows -> {
            var session = rows.iterator().next();
            return switch (session.getString("outcome")) {
                case "reviewable" -> session;
                case "unknown" -> throw Problems.notFound("session");
                case "cancelled" ->
                    throw Problems.of(
                            SESSION_NOT_HELD,
                            "The session was cancelled; only sessions that took place can be reviewed.");
                case "absent" ->
                    throw Problems.of(
                            SESSION_NOT_HELD,
                            "You did not come to the session; only sessions that took place can be reviewed.");
                case "reported" ->
                    throw Problems.of(
                            DISPUTED,
                            "Your mentor reports that you did not come to the session. If you did, contest the report first.");
                case "disputed" ->
                    throw Problems.of(
                            DISPUTED,
                            "Each side says that the other did not come to the session. It can be reviewed once an admin has"
                                    + " decided that you were there.");
                default ->
                    throw Problems.of(
                            NOT_YET,
                            "A session can be reviewed once it is completed; the event of that may still be on its way.",
                            RETRY_AFTER);
            };
        });
    }

    private Review newReview(Caller mentee, Row session, NewReview review) {
        var written = new Review();
        written.mentorId = session.getUUID("mentor_id");
        written.menteeId = mentee.id();
        written.sessionId = review.sessionId();
        written.rating = review.rating();
        written.feedback = review.feedback();
        written.menteeDisplayName = DisplayName.of(session.getString("mentee_name"));
        written.createdAt = now();
        written.updatedAt = written.createdAt;
        return written;
    }

    /** As precise as the database keeps it. */
    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private void requireChangeable(Review review, Caller mentee) {
        if (!review.menteeId.equals(mentee.id())) {
            throw Problems.forbidden("Only who wrote a review may change it.");
        }
        if (clock.instant().isAfter(review.createdAt.toInstant().plus(config.changeableFor()))) {
            throw Problems.of(
                    CLOSED,
                    "A review may be changed for " + config.changeableFor().toDays() + " days.");
        }
    }
}
