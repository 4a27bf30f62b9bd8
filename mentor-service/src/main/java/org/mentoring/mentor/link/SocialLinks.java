package org.mentoring.mentor.link;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The social links of the mentor who asks; row security leaves out everyone else's. */
@ApplicationScoped
class SocialLinks {

    private static final int MOST = 20;
    private static final String COLUMNS = "id, platform, url, position, version";
    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM mentor_social_links
             WHERE mentor_id = $1 AND ($2::integer IS NULL OR (position, id) > ($2, $3)) ORDER BY position, id LIMIT $4
            """;
    // The lock on the mentor lets two requests at once not both take the last place.
    private static final String LOCK_MENTOR = "SELECT FROM mentors WHERE id = $1 FOR UPDATE";
    private static final String COUNT = "SELECT count(*) AS links FROM mentor_social_links WHERE mentor_id = $1";
    private static final String INSERT = """
            INSERT INTO mentor_social_links (id, mentor_id, platform, url, position)
            SELECT uuidv7(), $1, $2, $3, coalesce($4, max(position) + 1, 1) FROM mentor_social_links WHERE mentor_id = $1
            RETURNING\s""" + COLUMNS;
    private static final String UPDATE = """
            UPDATE mentor_social_links SET platform = $4, url = $5, position = coalesce($6, position), version = version + 1
             WHERE id = $1 AND mentor_id = $2 AND version = $3 RETURNING\s""" + COLUMNS;
    private static final String EXISTS = "SELECT FROM mentor_social_links WHERE id = $1 AND mentor_id = $2";
    private static final String DELETE = "DELETE FROM mentor_social_links WHERE id = $1 AND mentor_id = $2";

    private final Transactions transactions;

    SocialLinks(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Page<SocialLink>> page(Caller mentor, PageRequest page) {
        var after = page.after(2).map(Place::of).orElse(Place.START);
        return transactions
                .read(
                        mentor,
                        tx -> tx.preparedQuery(PAGE)
                                .execute(Tuple.of(mentor.id(), after.position(), after.id(), page.limit() + 1)))
                .map(rows -> rows.stream().map(SocialLink::of).toList())
                .map(links -> Page.of(
                        links,
                        page,
                        link -> List.of(
                                Integer.toString(link.position()), link.id().toString())));
    }

    Uni<SocialLink> add(Caller mentor, SocialLinkChange link) {
        Platforms.requireOwnSite(link);
        return transactions
                .write(
                        mentor,
                        tx -> tx.preparedQuery(LOCK_MENTOR)
                                .execute(Tuple.of(mentor.id()))
                                .invoke(SocialLinks::requireMentor)
                                .chain(() -> tx.preparedQuery(COUNT).execute(Tuple.of(mentor.id())))
                                .invoke(SocialLinks::requireRoom)
                                .chain(() -> tx.preparedQuery(INSERT)
                                        .execute(Tuple.of(
                                                mentor.id(), link.platform().strip(), link.url(), link.position())))
                                .map(rows -> SocialLink.of(rows.iterator().next())))
                .onFailure(SocialLinks::isThere)
                .transform(failure -> alreadyThere());
    }

    Uni<SocialLink> change(Caller mentor, UUID id, long version, SocialLinkChange link) {
        Platforms.requireOwnSite(link);
        var values = Tuple.of(id, mentor.id(), version, link.platform().strip(), link.url(), link.position());
        return transactions
                .write(
                        mentor,
                        tx -> tx.preparedQuery(UPDATE)
                                .execute(values)
                                .chain(rows -> rows.rowCount() == 1
                                        ? Uni.createFrom()
                                                .item(SocialLink.of(
                                                        rows.iterator().next()))
                                        : tx.preparedQuery(EXISTS)
                                                .execute(Tuple.of(id, mentor.id()))
                                                .map(found -> {
                                                    throw found.rowCount() == 0 ? notFound() : Problems.staleVersion();
                                                })))
                .onFailure(SocialLinks::isThere)
                .transform(failure -> alreadyThere());
    }

    Uni<Void> remove(Caller mentor, UUID id) {
        return transactions
                .write(mentor, tx -> tx.preparedQuery(DELETE).execute(Tuple.of(id, mentor.id())))
                .invoke(deleted -> {
                    if (deleted.rowCount() == 0) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static void requireMentor(RowSet<Row> mentor) {
        if (mentor.rowCount() == 0) {
            throw Problems.notFound("mentor");
        }
    }

    private static void requireRoom(RowSet<Row> count) {
        if (count.iterator().next().getLong("links") >= MOST) {
            throw Problems.conflict("A mentor may have at most " + MOST + " social links.");
        }
    }

    private static boolean isThere(Throwable failure) {
        return DatabaseFailure.violates(failure, "mentor_social_links_once");
    }

    private static ProblemException alreadyThere() {
        return Problems.conflict("You have a link to this URL.");
    }

    private static ProblemException notFound() {
        return Problems.notFound("social link");
    }

    /** Where a page begins: after this link, or at the start where both are null. */
    private record Place(Integer position, UUID id) {

        static final Place START = new Place(null, null);

        static Place of(List<String> parts) {
            try {
                return new Place(Integer.valueOf(parts.getFirst()), UUID.fromString(parts.getLast()));
            } catch (IllegalArgumentException e) {
                throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
            }
        }
    }
}
