package org.mentoring.review.reaction;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What readers think of reviews: that one is useful, or that it should not be there. */
@ApplicationScoped
class Reactions {

    private static final String SEEN = "SELECT mentee_id, mentor_id FROM mentor_reviews WHERE id = $1 AND shown";
    private static final String VOTE =
            "INSERT INTO review_votes (review_id, reader_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String TAKE_BACK = "DELETE FROM review_votes WHERE review_id = $1 AND reader_id = $2";
    private static final String REPORT = """
            INSERT INTO review_reports (review_id, reporter_id, reason, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;
    private static final String REPORTED = """
            SELECT p.review_id, p.reporter_id, p.reason, p.created_at, r.mentor_id, r.rating, r.feedback, r.hidden
              FROM review_reports p JOIN mentor_reviews r ON r.id = p.review_id
             WHERE $1::uuid IS NULL OR (p.review_id, p.reporter_id) > ($1, $2)
             ORDER BY p.review_id, p.reporter_id
             LIMIT $3
            """;

    private final Transactions transactions;
    private final Clock clock;

    Reactions(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A report about a review, with the review. */
    record ReviewReport(
            UUID reviewId,
            UUID mentorId,
            int rating,
            @Nullable String feedback,
            boolean hidden,
            UUID reporterId,
            String reason,
            OffsetDateTime createdAt) {}

    /** Once for each reader, however often it is said; neither its author nor the mentor it is about finds a review useful. */
    Uni<Void> findUseful(Caller reader, UUID review) {
        return transactions
                .write(
                        reader,
                        tx -> seen(tx, review)
                                .invoke(seen -> {
                                    if (reader.id().equals(seen.getUUID("mentee_id"))) {
                                        throw Problems.forbidden("This is your own review.");
                                    }
                                    if (reader.id().equals(seen.getUUID("mentor_id"))) {
                                        throw Problems.forbidden("This review is about you.");
                                    }
                                })
                                .chain(() -> tx.preparedQuery(VOTE).execute(Tuple.of(review, reader.id()))))
                .replaceWithVoid();
    }

    Uni<Void> takeBack(Caller reader, UUID review) {
        return transactions
                .write(reader, TAKE_BACK, Tuple.of(review, reader.id()))
                .replaceWithVoid();
    }

    /** Once for each reader: a second report of the same review changes nothing. */
    Uni<Void> report(Caller reader, UUID review, String reason) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions
                .write(
                        reader,
                        tx -> seen(tx, review)
                                .chain(() ->
                                        tx.preparedQuery(REPORT).execute(Tuple.of(review, reader.id(), reason, now))))
                .replaceWithVoid();
    }

    Uni<Page<ReviewReport>> reports(Caller admin, PageRequest page) {
        var after = page.after(2);
        var wanted = Tuple.of(
                after.map(key -> key.id(0)).orElse(null),
                after.map(key -> key.id(1)).orElse(null),
                page.limit() + 1);
        return transactions
                .read(admin, REPORTED, wanted)
                .map(rows -> rows.stream()
                        .map(row -> new ReviewReport(
                                row.getUUID("review_id"),
                                row.getUUID("mentor_id"),
                                row.getInteger("rating"),
                                row.getString("feedback"),
                                row.getBoolean("hidden"),
                                row.getUUID("reporter_id"),
                                row.getString("reason"),
                                row.getOffsetDateTime("created_at")))
                        .toList())
                .map(reports -> Page.of(
                        reports,
                        page,
                        report -> List.of(
                                report.reviewId().toString(),
                                report.reporterId().toString())));
    }

    private static Uni<Row> seen(SqlConnection tx, UUID review) {
        return tx.preparedQuery(SEEN)
                .execute(Tuple.of(review))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("review")));
    }
}
