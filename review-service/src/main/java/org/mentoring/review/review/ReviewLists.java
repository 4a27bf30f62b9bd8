package org.mentoring.review.review;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.page.SortKey;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.review.review.Review.OwnReview;
import org.mentoring.review.review.Review.PublishedReview;

/** Reviews as they are read: by everyone, by their authors, and what they said before, by admins. */
@ApplicationScoped
class ReviewLists {

    private static final String EDITS = """
            SELECT version, rating, feedback, replaced_at FROM review_edits
             WHERE review_id = $1 AND ($2::bigint IS NULL OR version < $2)
             ORDER BY version DESC LIMIT $3
            """;

    private final Transactions transactions;
    private final ReviewRepository reviews;
    private final ReviewConfig config;

    ReviewLists(Transactions transactions, ReviewRepository reviews, ReviewConfig config) {
        this.transactions = transactions;
        this.reviews = reviews;
        this.config = config;
    }

    /**
     * An earlier version of a review.
     *
     * @param version of the review that said so
     * @param replacedAt when it was changed
     */
    record ReviewEdit(long version, int rating, @Nullable String feedback, OffsetDateTime replacedAt) {}

    /** @param rating only reviews with this one; null for all */
    Uni<Page<PublishedReview>> ofMentor(UUID mentorId, Integer rating, ReviewOrder order, PageRequest page) {
        var after = page.after(3).map(key -> Position.of(order, key));
        var wanted = Tuple.of(mentorId, page.limit() + 1);
        if (rating != null) {
            wanted.addInteger(rating);
        }
        after.ifPresent(position -> {
            if (order.hasKey(rating != null)) {
                wanted.addLong(position.key());
            }
            wanted.addUUID(position.id());
        });
        var statement = order.page(rating != null, after.isPresent());
        return transactions
                .read(Caller.ANONYMOUS, statement, wanted)
                .map(rows -> Page.of(
                        rows.stream().map(PublishedReview::of).toList(),
                        page,
                        review -> List.of(
                                order.wireName(),
                                Long.toString(order.key(review.rating(), review.useful())),
                                review.id().toString())));
    }

    /** One that everyone may see; a hidden one is not there, whoever asks. */
    Uni<Review> shown(UUID id) {
        return transactions
                .readSession(Caller.ANONYMOUS, tx -> reviews.findById(id))
                .invoke(review -> {
                    if (review == null || !review.shown()) {
                        throw Problems.notFound("review");
                    }
                });
    }

    /** What the mentee has written, the newest first, hidden ones too. */
    Uni<Page<OwnReview>> of(Caller mentee, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .readSession(mentee, tx -> reviews.ofMentee(mentee.id(), after, page.limit()))
                .map(found -> Page.of(found, page, review -> List.of(review.id.toString()))
                        .map(review -> review.own(config.changeableFor())));
    }

    /** The latest change first; none for a review that was never changed, or is unknown. */
    Uni<Page<ReviewEdit>> edits(Caller admin, UUID id, PageRequest page) {
        var after = page.after(1).map(key -> key.number(0)).orElse(null);
        return transactions
                .read(admin, EDITS, Tuple.of(id, after, page.limit() + 1))
                .map(rows -> rows.stream()
                        .map(row -> new ReviewEdit(
                                row.getLong("version"),
                                row.getInteger("rating"),
                                row.getString("feedback"),
                                row.getOffsetDateTime("replaced_at")))
                        .toList())
                .map(edits -> Page.of(edits, page, edit -> List.of(Long.toString(edit.version()))));
    }

    /** The last review of the page before. */
    private record Position(long key, UUID id) {

        static Position of(ReviewOrder order, SortKey key) {
            key.oneOf(0, List.of(order.wireName()));
            return new Position(key.number(1), key.id(2));
        }
    }
}
