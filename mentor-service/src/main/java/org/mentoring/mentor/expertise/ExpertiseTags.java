package org.mentoring.mentor.expertise;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.validation.Names;

/** The expertise that mentors choose from. */
@ApplicationScoped
public class ExpertiseTags {

    static final int MOST_ALIASES = 20;

    /**
     * Not read by Panache, because every page needs it; parameters: the name after which it begins, the limit, and a part of the
     * names that are wanted.
     */
    public static final String PAGE = """
            SELECT t.id, t.name, t.created_at, t.version, lower(t.name) AS key,
                   ARRAY(SELECT n.name FROM expertise_tag_names n WHERE n.tag_id = t.id AND n.alias ORDER BY lower(n.name))
                       AS aliases
              FROM expertise_tags t
             WHERE ($1::text IS NULL OR lower(t.name) COLLATE "C" > $1)
               AND ($3::text IS NULL OR t.id IN (SELECT n.tag_id FROM expertise_tag_names n
                                                  WHERE strpos(lower(n.name), lower($3)) > 0))
             ORDER BY lower(t.name) COLLATE "C" LIMIT $2
            """;

    /** Those that are not wanted any more, and the one that becomes the name. */
    private static final String DROP_ALIASES = """
            DELETE FROM expertise_tag_names
             WHERE tag_id = $1 AND alias AND (lower(name) = lower($2) OR name <> ALL ($3::text[]))
            """;

    private static final String ADD_ALIASES = """
            INSERT INTO expertise_tag_names (name, tag_id)
            SELECT wanted.name, $1 FROM unnest($2::text[]) AS wanted (name)
             WHERE NOT EXISTS (SELECT FROM expertise_tag_names n WHERE n.tag_id = $1 AND n.name = wanted.name)
            """;

    private static final String MOVE_NAMES =
            "UPDATE expertise_tag_names SET tag_id = $2, alias = true WHERE tag_id = $1";

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

    /** @param text a part of the name or of an alias; null for all tags */
    Uni<Page<ExpertiseTag>> page(String text, PageRequest page) {
        var after = page.after(1).map(key -> key.text(0)).orElse(null);
        var wanted = text == null ? null : Names.normalized(text);
        return transactions
                .read(Caller.ANONYMOUS, PAGE, Tuple.of(after, page.limit() + 1, wanted))
                .map(rows -> Page.of(rows.stream().toList(), page, row -> List.of(row.getString("key")))
                        .map(row -> new ExpertiseTag(
                                row.getUUID("id"),
                                row.getString("name"),
                                Arrays.asList(row.getArrayOfStrings("aliases")),
                                row.getOffsetDateTime("created_at"),
                                row.getLong("version"))));
    }

    Uni<ExpertiseTag> add(Caller admin, NewTag tag) {
        requireDifferentNames(tag);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return transactions
                .session(
                        admin,
                        tx -> tags.persistAndFlush(ExpertiseTagEntity.of(tag.name(), now))
                                .call(added -> addAliases(tx, added.id, tag))
                                .call(tags::reread))
                .map(ExpertiseTagEntity::tag)
                .onFailure(ExpertiseTags::isTaken)
                .transform(failure -> taken());
    }

    /**
     * Gives the tag another name and other aliases; where the name is another, the mentors who have it are announced as changed.
     *
     * @param version the version that the caller has seen
     */
    Uni<ExpertiseTag> change(Caller admin, UUID id, long version, NewTag change) {
        requireDifferentNames(change);
        return transactions
                .session(
                        admin,
                        tx -> tags.locked(id).chain(tag -> {
                            var renamed = !tag.name.equals(change.name());
                            return tx.preparedQuery(DROP_ALIASES)
                                    .execute(Tuple.of(id, change.name(), aliases(change)))
                                    .chain(() -> tags.change(tag, version, row -> row.name = change.name()))
                                    .call(() -> addAliases(tx, id, change))
                                    .call(tags::reread)
                                    .call(() -> renamed
                                            ? expertise.mentorsWith(id).chain(ids -> mentors.changed(tx, ids))
                                            : Uni.createFrom().voidItem());
                        }))
                .map(ExpertiseTagEntity::tag)
                .onFailure(ExpertiseTags::isTaken)
                .transform(failure -> taken());
    }

    /** Gives everyone who has the tag the other one instead, and removes it; its names become aliases of the other one. */
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
                                .call(() -> tx.preparedQuery(MOVE_NAMES).execute(Tuple.of(id, into)))
                                .call(() -> expertise.detach(id))
                                .call(() -> tags.deleteById(id))
                                .chain(ids -> mentors.changed(tx, ids))
                                .chain(() -> tags.findById(into))
                                .chain(tag -> tags.change(tag, row -> {}))
                                .call(tags::reread)
                                .invoke(ExpertiseTags::requireFewAliases))
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

    private static Uni<RowSet<Row>> addAliases(SqlConnection tx, UUID id, NewTag tag) {
        return tx.preparedQuery(ADD_ALIASES).execute(Tuple.of(id, aliases(tag)));
    }

    /** Null where they stay as they are. */
    private static String[] aliases(NewTag tag) {
        return tag.aliases() == null ? null : tag.aliases().toArray(String[]::new);
    }

    private static void requireDifferentNames(NewTag tag) {
        if (tag.aliases() == null) {
            return;
        }
        var names = new HashSet<>(Set.of(tag.name().toLowerCase(Locale.ROOT)));
        for (var i = 0; i < tag.aliases().size(); i++) {
            if (!names.add(tag.aliases().get(i).toLowerCase(Locale.ROOT))) {
                throw Problems.invalid("aliases[" + i + "]", "is given twice, or is the name of the tag");
            }
        }
    }

    private static void requireFewAliases(ExpertiseTagEntity tag) {
        if (tag.tag().aliases().size() > MOST_ALIASES) {
            throw Problems.conflict(
                    "The tag would have more than %d aliases. Remove some of them first.".formatted(MOST_ALIASES));
        }
    }

    private static ProblemException taken() {
        return Problems.conflict("Another tag has one of these names as its name or alias.");
    }

    private static boolean isTaken(Throwable failure) {
        return DatabaseFailure.violates(failure, "expertise_tag_names_pkey")
                || DatabaseFailure.violates(failure, "expertise_tag_names_unique_ignoring_case")
                || DatabaseFailure.violates(failure, "expertise_tags_name_unique")
                || DatabaseFailure.violates(failure, "expertise_tags_name_unique_ignoring_case");
    }
}
