package org.mentoring.mentor.expertise;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The expertise that mentors choose from. */
@ApplicationScoped
public class ExpertiseTags {

    /** Not read by Panache, because every page needs it; parameters: the name after which it begins, and the limit. */
    public static final String PAGE = """
            SELECT id, name, created_at, version, lower(name) AS key FROM expertise_tags
             WHERE $1::text IS NULL OR lower(name) COLLATE "C" > $1 ORDER BY lower(name) COLLATE "C" LIMIT $2
            """;

    private static final String MOVE = """
            INSERT INTO mentor_expertise (mentor_id, tag_id) SELECT mentor_id, $2 FROM mentor_expertise WHERE tag_id = $1
            ON CONFLICT DO NOTHING
            """;

    private final Transactions transactions;
    private final ExpertiseTagRepository tags;
    private final MentorExpertiseRepository expertise;
    private final MentorChanges mentors;
    private final Clock clock;

    ExpertiseTags(
            Transactions transactions,
            ExpertiseTagRepository tags,
            MentorExpertiseRepository expertise,
            MentorChanges mentors,
            Clock clock) {
        this.transactions = transactions;
        this.tags = tags;
        this.expertise = expertise;
        this.mentors = mentors;
        this.clock = clock;
    }

    Uni<Page<ExpertiseTag>> page(PageRequest page) {
        var after = page.after(1).map(key -> key.text(0)).orElse(null);
        return transactions
                .read(Caller.ANONYMOUS, tx -> tx.preparedQuery(PAGE).execute(Tuple.of(after, page.limit() + 1)))
                .map(rows -> Page.of(rows.stream().toList(), page, row -> List.of(row.getString("key")))
                        .map(row -> new ExpertiseTag(
                                row.getUUID("id"),
                                row.getString("name"),
                                row.getOffsetDateTime("created_at"),
                                row.getLong("version"))));
    }

    Uni<ExpertiseTag> add(Caller admin, String name) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return transactions
                .session(admin, tx -> tags.persistAndFlush(ExpertiseTagEntity.of(name, now)))
                .map(ExpertiseTagEntity::tag)
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
                .session(
                        admin,
                        tx -> tags.locked(id)
                                .chain(tag -> tags.change(tag, version, row -> row.name = name.strip()))
                                .call(() -> expertise.mentorsWith(id).chain(ids -> mentors.changed(tx, ids))))
                .map(ExpertiseTagEntity::tag)
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
        return transactions
                .session(
                        admin,
                        tx -> tags.locked(first)
                                .call(() -> tags.locked(second))
                                .chain(() -> expertise.mentorsWith(id))
                                .call(() -> tx.preparedQuery(MOVE).execute(Tuple.of(id, into)))
                                .call(() -> expertise.detach(id))
                                .call(() -> tags.deleteById(id))
                                .chain(ids -> mentors.changed(tx, ids))
                                .chain(() -> tags.findById(into)))
                .map(ExpertiseTagEntity::tag);
    }

    /**
     * @param alsoFromMentors whether to take it from those who have it; otherwise it stays as long as anybody has it
     */
    Uni<Void> remove(Caller admin, UUID id, boolean alsoFromMentors) {
        return transactions
                .session(
                        admin,
                        tx -> tags.locked(id)
                                .call(() -> alsoFromMentors
                                        ? detach(tx, id)
                                        : Uni.createFrom().voidItem())
                                .chain(tags::delete))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_expertise_tag_in_use"))
                .transform(
                        failure -> Problems.conflict(
                                "Mentors have this expertise. Merge the tag into another, or remove it with from_mentors=true."));
    }

    private Uni<Void> detach(SqlConnection tx, UUID id) {
        return expertise.mentorsWith(id).call(() -> expertise.detach(id)).chain(ids -> mentors.changed(tx, ids));
    }

    private static boolean isTaken(Throwable failure) {
        return DatabaseFailure.violates(failure, "expertise_tags_name_unique")
                || DatabaseFailure.violates(failure, "expertise_tags_name_unique_ignoring_case");
    }
}
