package org.mentoring.mentor.link;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.mentor.status.MentorStatusCheck;

/** The social links of the mentor who asks; row security leaves out everyone else's. */
@ApplicationScoped
class SocialLinks {

    private static final int MOST = 20;
    // The lock lets two requests at once not both take the last place.
    private static final String LOCK_MENTOR = "SELECT status FROM mentors WHERE id = $1 FOR UPDATE";

    private final Transactions transactions;
    private final SocialLinkRepository links;

    SocialLinks(Transactions transactions, SocialLinkRepository links) {
        this.transactions = transactions;
        this.links = links;
    }

    Uni<Page<SocialLink>> page(Caller mentor, PageRequest page) {
        var wanted = page.after(2);
        return transactions
                .readSession(
                        mentor,
                        tx -> wanted.map(after -> links.inOrderAfter(mentor.id(), after.integer(0), after.id(1)))
                                .orElseGet(() -> links.inOrder(mentor.id()))
                                .range(0, page.limit())
                                .list())
                .map(found -> Page.of(
                        found.stream().map(SocialLinkEntity::link).toList(),
                        page,
                        link -> List.of(
                                Integer.toString(link.position()), link.id().toString())));
    }

    Uni<SocialLink> add(Caller mentor, SocialLinkChange change) {
        Platforms.requireOwnSite(change);
        return transactions
                .session(
                        mentor,
                        tx -> lock(tx, mentor)
                                .chain(() -> links.inOrder(mentor.id()).list())
                                .invoke(SocialLinks::requireRoom)
                                .map(others -> SocialLinkEntity.after(others, mentor.id(), change))
                                .chain(links::persistAndFlush)
                                .map(SocialLinkEntity::link))
                .onFailure(SocialLinks::isDuplicate)
                .transform(failure -> duplicate());
    }

    Uni<SocialLink> change(Caller mentor, UUID id, long version, SocialLinkChange change) {
        Platforms.requireOwnSite(change);
        return transactions
                .session(
                        mentor,
                        tx -> lock(tx, mentor)
                                .chain(() -> links.one(mentor.id(), id))
                                .onItem()
                                .ifNull()
                                .failWith(SocialLinks::notFound)
                                .chain(link -> links.change(link, version, row -> row.apply(change)))
                                .map(SocialLinkEntity::link))
                .onFailure(SocialLinks::isDuplicate)
                .transform(failure -> duplicate());
    }

    Uni<Void> remove(Caller mentor, UUID id) {
        return transactions
                .session(mentor, tx -> links.delete("mentorId = ?1 and id = ?2", mentor.id(), id))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<?> lock(SqlConnection tx, Caller mentor) {
        return tx.preparedQuery(LOCK_MENTOR)
                .execute(Tuple.of(mentor.id()))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("mentor")))
                .invoke(row -> MentorStatusCheck.requireNotSuspended(row.getString("status")));
    }

    private static void requireRoom(List<SocialLinkEntity> links) {
        if (links.size() >= MOST) {
            throw Problems.conflict("A mentor may have at most " + MOST + " social links.");
        }
    }

    private static boolean isDuplicate(Throwable failure) {
        return DatabaseFailure.violates(failure, "mentor_social_links_once");
    }

    private static ProblemException duplicate() {
        return Problems.conflict("You have a link to this URL.");
    }

    private static ProblemException notFound() {
        return Problems.notFound("social link");
    }
}
