package org.mentoring.user.mentee;

import java.time.OffsetDateTime;
import java.util.List;

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

/** How mentors find mentees; in SQL of its own, whose plans are what makes a page cheap. */
@ApplicationScoped
public class MenteeSearch {

    private static final String COLUMNS = """
            m.id, m.user_id, m.name, m.email, m.dob, m.created_at, m.linkedin, m.biography, m.linkedin_url, m.role,
            m.profile_image_url, m.version\
            """;
    /**
     * Two lists one after the other: who has booked the mentor, few and looked up one by one (OFFSET 0 keeps it so), and all others
     * in the order of an index. The position is compared as a row, with no way around it, and the name as it is stored: so a page
     * costs the same however deep it lies, under row security too.
     */
    private static final String SEARCH = """
            (SELECT %1$s, m.name_key AS key, 0 AS rank
               FROM mentor_bookers b
              CROSS JOIN LATERAL (SELECT %1$s, m.name_key, m.name_parts FROM mentees m WHERE m.id = b.mentee_id OFFSET 0) m
              WHERE b.mentor_id = $1 AND coalesce($3::integer, 0) = 0
                AND ($2::text IS NULL OR position(name_part($2) IN m.name_parts) > 0)
                AND (m.name_key, m.id) > (coalesce($4, ''), coalesce($5::uuid, %2$s))
              ORDER BY m.name_key, m.id
              LIMIT $6)
             UNION ALL
            (SELECT %1$s, m.name_key AS key, 1 AS rank
               FROM %3$s
              ORDER BY m.name_key, m.id
              LIMIT $6)
             ORDER BY rank, key, id
             LIMIT $6
            """;
    /** Where the second list goes on: at its beginning while the position is in the first. */
    private static final String AFTER = "CASE $3 WHEN 1 THEN $4 ELSE '' END, CASE $3 WHEN 1 THEN $5 ELSE %s END";

    private static final String NO_ID = "'00000000-0000-0000-0000-000000000000'::uuid";
    private static final String ALL = SEARCH.formatted(COLUMNS, NO_ID, """
            mentees m
              WHERE (m.name_key, m.id) > (%s)
                AND NOT EXISTS (SELECT FROM mentor_bookers b WHERE b.mentor_id = $1 AND b.mentee_id = m.id)\
            """.formatted(AFTER.formatted(NO_ID)));
    private static final String NAMED = SEARCH.formatted(
            COLUMNS,
            NO_ID,
            "mentees_named($2, $1, %s, $6) named (id) JOIN mentees m USING (id)".formatted(AFTER.formatted(NO_ID)));

    private static final String IS_SUSPENDED =
            "SELECT EXISTS (SELECT FROM mentor_decisions WHERE user_id = $1 AND NOT approved) AS suspended";

    private static final List<String> RANKS = List.of("0", "1");

    private final Transactions transactions;

    MenteeSearch(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The statement for a page. Its parameters: the mentor, a part of the name, then the rank, the name and the id after which the
     * page begins, and the limit.
     *
     * @param named whether a part of the name is given
     */
    public static String statement(boolean named) {
        return named ? NAMED : ALL;
    }

    /**
     * Mentees by name, first those who have booked the caller; as far as row security shows them.
     *
     * @param name a part of the name, null or empty for everybody; without a letter or digit it is in nobody's
     */
    Uni<Page<Mentee>> find(Caller caller, String name, PageRequest page) {
        var after = page.after(3);
        if (name != null && !name.isEmpty() && name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Uni.createFrom().item(Page.of(List.of(), page, nothing -> List.of()));
        }
        var wanted = Tuple.tuple()
                .addUUID(caller.id())
                .addString(name)
                .addInteger(
                        after.map(key -> Integer.valueOf(key.oneOf(0, RANKS))).orElse(null))
                .addString(after.map(key -> key.text(1)).orElse(null))
                .addUUID(after.map(key -> key.id(2)).orElse(null))
                .addInteger(page.limit() + 1);
        return transactions
                .read(
                        caller,
                        transaction -> refuseSuspended(transaction, caller)
                                .chain(() -> transaction
                                        .preparedQuery(statement(name != null))
                                        .execute(wanted)))
                .map(rows -> Page.of(rows.stream().toList(), page, MenteeSearch::position)
                        .map(MenteeSearch::mentee));
    }

    /** The role in a token outlives a suspension. Row security shows nothing either; this says why. */
    private static Uni<Void> refuseSuspended(SqlConnection transaction, Caller caller) {
        return transaction
                .preparedQuery(IS_SUSPENDED)
                .execute(Tuple.of(caller.id()))
                .invoke(rows -> {
                    if (rows.iterator().next().getBoolean("suspended")) {
                        throw Problems.forbidden("A suspended mentor cannot read the profiles of mentees.");
                    }
                })
                .replaceWithVoid();
    }

    private static List<String> position(Row row) {
        return List.of(
                row.getInteger("rank").toString(),
                row.getString("key"),
                row.getUUID("id").toString());
    }

    private static Mentee mentee(Row row) {
        return new Mentee(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getString("name"),
                row.getString("email"),
                row.getLocalDate("dob"),
                row.get(OffsetDateTime.class, "created_at").toInstant(),
                row.getString("linkedin"),
                row.getString("biography"),
                row.getString("linkedin_url"),
                row.getString("role"),
                row.getString("profile_image_url"),
                row.getLong("version"));
    }
}
