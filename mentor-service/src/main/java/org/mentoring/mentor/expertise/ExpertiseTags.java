package org.mentoring.mentor.expertise;

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
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The expertise that mentors choose from. */
@ApplicationScoped
class ExpertiseTags {

    private static final String COLUMNS = "id, name, created_at, version";
    private static final String PAGE = "SELECT " + COLUMNS + """
            , lower(name) AS key FROM expertise_tags
             WHERE $1::text IS NULL OR lower(name) COLLATE "C" > $1 ORDER BY lower(name) COLLATE "C" LIMIT $2
            """;
    private static final String INSERT =
            "INSERT INTO expertise_tags (id, name, created_at) VALUES (uuidv7(), $1, $2) RETURNING " + COLUMNS;
    private static final String RENAME = """
            UPDATE expertise_tags SET name = $3, version = version + 1 WHERE id = $1 AND version = $2 RETURNING\s""" + COLUMNS;
    private static final String FIND = "SELECT " + COLUMNS + " FROM expertise_tags WHERE id = $1 FOR UPDATE";
    private static final String HAVING = "SELECT mentor_id FROM mentor_expertise WHERE tag_id = $1 ORDER BY mentor_id";
    private static final String MOVE = """
            INSERT INTO mentor_expertise (mentor_id, tag_id) SELECT mentor_id, $2 FROM mentor_expertise WHERE tag_id = $1
            ON CONFLICT DO NOTHING
            """;
    private static final String DETACH = "DELETE FROM mentor_expertise WHERE tag_id = $1";
    private static final String DELETE = "DELETE FROM expertise_tags WHERE id = $1";

    private final Transactions transactions;
    private final MentorChanges mentors;
    private final Clock clock;

    ExpertiseTags(Transactions transactions, MentorChanges mentors, Clock clock) {
        this.transactions = transactions;
        this.mentors = mentors;
        this.clock = clock;
    }

    Uni<Page<ExpertiseTag>> page(PageRequest page) {
        var after = page.after(1).map(key -> key.text(0)).orElse(null);
        return transactions
                .read(Caller.ANONYMOUS, tx -> tx.preparedQuery(PAGE).execute(Tuple.of(after, page.limit() + 1)))
                .map(rows -> Page.of(rows.stream().toList(), page, row -> List.of(row.getString("key")))
                        .map(ExpertiseTag::of));
    }

    Uni<ExpertiseTag> add(Caller admin, String name) {
        return transactions
                .write(
                        admin,
                        tx -> tx.preparedQuery(INSERT)
                                .execute(Tuple.of(name.strip(), clock.instant().atOffset(ZoneOffset.UTC)))
                                .map(rows -> ExpertiseTag.of(rows.iterator().next())))
                .onFailure(ExpertiseTags::isTaken)
                .transform(failure -> Problems.conflict("There is a tag of this name."));
    }

    /**
     * Gives the tag another name; the mentors who have it are announced as changed.
     *
     * @param version the version that the caller has seen
     */
    Uni<ExpertiseTag> rename(Caller admin, UUID id, long version, String name) {
        return transactions
                .write(
                        admin,
                        tx -> find(tx, id)
                                .chain(() -> tx.preparedQuery(RENAME).execute(Tuple.of(id, version, name.strip())))
                                .map(ExpertiseTags::current)
                                .call(() -> having(tx, id).chain(ids -> mentors.changed(tx, ids))))
                .onFailure(ExpertiseTags::isTaken)
                .transform(failure -> Problems.conflict("There is a tag of this name."));
    }

    /** Gives everyone who has the tag the other one instead, and removes it. */
    Uni<ExpertiseTag> merge(Caller admin, UUID id, UUID into) {
        if (id.equals(into)) {
            throw Problems.invalid("into", "must be another tag");
        }
        // Always in the same order, so that two who merge crosswise do not wait for each other.
        var first = id.compareTo(into) < 0 ? id : into;
        var second = first.equals(id) ? into : id;
        return transactions.write(
                admin,
                tx -> find(tx, first)
                        .chain(() -> find(tx, second))
                        .chain(() -> having(tx, id))
                        .call(() -> tx.preparedQuery(MOVE).execute(Tuple.of(id, into)))
                        .call(() -> tx.preparedQuery(DETACH).execute(Tuple.of(id)))
                        .call(() -> tx.preparedQuery(DELETE).execute(Tuple.of(id)))
                        .chain(ids -> mentors.changed(tx, ids))
                        .chain(() -> find(tx, into)));
    }

    /**
     * @param alsoFromMentors whether to take it from those who have it; otherwise it stays as long as anybody has it
     */
    Uni<Void> remove(Caller admin, UUID id, boolean alsoFromMentors) {
        return transactions
                .write(
                        admin,
                        tx -> find(tx, id)
                                .chain(() -> alsoFromMentors
                                        ? detach(tx, id)
                                        : Uni.createFrom().voidItem())
                                .chain(() -> tx.preparedQuery(DELETE).execute(Tuple.of(id))))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_expertise_tag_in_use"))
                .transform(
                        failure -> Problems.conflict(
                                "Mentors have this expertise. Merge the tag into another, or remove it with from_mentors=true."))
                .replaceWithVoid();
    }

    private Uni<Void> detach(SqlConnection tx, UUID id) {
        return having(tx, id)
                .call(() -> tx.preparedQuery(DETACH).execute(Tuple.of(id)))
                .chain(ids -> mentors.changed(tx, ids));
    }

    private static Uni<List<UUID>> having(SqlConnection tx, UUID id) {
        return tx.preparedQuery(HAVING)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(row -> row.getUUID("mentor_id")).toList());
    }

    private static Uni<ExpertiseTag> find(SqlConnection tx, UUID id) {
        return tx.preparedQuery(FIND).execute(Tuple.of(id)).map(ExpertiseTags::one);
    }

    private static ExpertiseTag one(RowSet<Row> rows) {
        return rows.stream().findFirst().map(ExpertiseTag::of).orElseThrow(() -> Problems.notFound("expertise tag"));
    }

    private static ExpertiseTag current(RowSet<Row> rows) {
        return rows.stream().findFirst().map(ExpertiseTag::of).orElseThrow(Problems::staleVersion);
    }

    private static boolean isTaken(Throwable failure) {
        return DatabaseFailure.violates(failure, "expertise_tags_name_unique")
                || DatabaseFailure.violates(failure, "expertise_tags_name_unique_ignoring_case");
    }
}
