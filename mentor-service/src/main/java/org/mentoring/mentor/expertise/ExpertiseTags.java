package org.mentoring.mentor.expertise;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
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

    private static final String PAGE = """
            SELECT id, name, created_at, lower(name) AS key FROM expertise_tags
             WHERE $1::text IS NULL OR lower(name) COLLATE "C" > $1 ORDER BY lower(name) COLLATE "C" LIMIT $2
            """;
    private static final String INSERT =
            "INSERT INTO expertise_tags (id, name, created_at) VALUES (uuidv7(), $1, $2) RETURNING *";
    private static final String DELETE = "DELETE FROM expertise_tags WHERE id = $1";

    private final Transactions transactions;
    private final Clock clock;

    ExpertiseTags(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    Uni<Page<ExpertiseTag>> page(PageRequest page) {
        var after = page.after(1).map(List::getFirst).orElse(null);
        if (after != null && after.indexOf('\0') >= 0) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
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

    Uni<Void> remove(Caller admin, UUID id) {
        return transactions
                .write(admin, tx -> tx.preparedQuery(DELETE).execute(Tuple.of(id)))
                .invoke(deleted -> {
                    if (deleted.rowCount() == 0) {
                        throw Problems.notFound("expertise tag");
                    }
                })
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_expertise_tag_in_use"))
                .transform(failure -> Problems.conflict("Mentors have this expertise."))
                .replaceWithVoid();
    }

    private static boolean isTaken(Throwable failure) {
        return DatabaseFailure.violates(failure, "expertise_tags_name_unique")
                || DatabaseFailure.violates(failure, "expertise_tags_name_unique_ignoring_case");
    }
}
