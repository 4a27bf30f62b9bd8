package org.mentoring.user.mentee;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What can be done with mentee profiles. */
@ApplicationScoped
class Mentees {

    private static final String COLUMNS = """
            m.id, m.user_id, m.name, m.email, m.dob, m.created_at, m.linkedin, m.biography, m.linkedin_url, m.role,
            m.profile_image_url, m.version\
            """;
    private static final String FIND = "SELECT " + COLUMNS + " FROM mentees m WHERE m.id = $1";
    private static final String CREATE = """
            INSERT INTO mentees (id, user_id, name, email, dob, linkedin, biography, linkedin_url, profile_image_url)
            SELECT u.user_id, u.user_id, u.name, i.email, u.dob, u.linkedin, $2, $3, $4
              FROM users u JOIN user_info i USING (user_id)
             WHERE u.user_id = $1
            ON CONFLICT DO NOTHING
            """;
    private static final String CHANGE = """
            UPDATE mentees
               SET biography = $3, linkedin_url = $4, profile_image_url = $5, version = version + 1
             WHERE id = $1 AND version = $2
            """;
    /**
     * Two lists one after the other: who has booked the mentor, few and looked up one by one (OFFSET 0 keeps it so), and all others
     * in the order of an index. The position is compared as a row, with no way around it, and the name as it is stored: so a page
     * costs the same however deep it lies, under row security too.
     */
    private static final String SEARCH = """
            (SELECT %1$s, m.name_key AS key, 0 AS rank
               FROM bookers b
              CROSS JOIN LATERAL (SELECT %1$s, m.name_key FROM mentees m WHERE m.id = b.mentee_id OFFSET 0) m
              WHERE b.mentor_id = $1 AND coalesce($3::integer, 0) = 0
                AND ($2::text IS NULL OR position(lower($2) IN m.name_key) > 0)
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
                AND NOT EXISTS (SELECT FROM bookers b WHERE b.mentor_id = $1 AND b.mentee_id = m.id)\
            """.formatted(AFTER.formatted(NO_ID)));
    private static final String NAMED = SEARCH.formatted(
            COLUMNS,
            NO_ID,
            "mentees_named($2, $1, %s, $6) named (id) JOIN mentees m USING (id)".formatted(AFTER.formatted(NO_ID)));

    private final Transactions transactions;

    Mentees(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The profile, if row security shows it to the caller. */
    Uni<Mentee> get(Caller caller, UUID id) {
        return transactions.read(caller, transaction -> find(transaction, id));
    }

    /**
     * Makes or changes the caller's profile.
     *
     * @param version the version that the caller has seen; null to make the first one
     */
    Uni<Mentee> put(Caller caller, Long version, MenteeChange change) {
        return transactions.write(
                caller,
                transaction -> (version == null
                                ? create(transaction, caller, change)
                                : update(transaction, caller, version, change))
                        .chain(() -> find(transaction, caller.id())));
    }

    /** Mentees by name, first those who have booked the caller; as far as row security shows them. */
    Uni<Page<Mentee>> search(Caller caller, String name, PageRequest page) {
        var after = page.after(3);
        var wanted = Tuple.tuple()
                .addUUID(caller.id())
                .addString(name)
                .addInteger(after.map(key -> rank(key.getFirst())).orElse(null))
                .addString(after.map(key -> key.get(1)).orElse(null))
                .addUUID(after.map(key -> uuid(key.getLast())).orElse(null))
                .addInteger(page.limit() + 1);
        return transactions
                .read(
                        caller,
                        transaction -> transaction
                                .preparedQuery(name == null ? ALL : NAMED)
                                .execute(wanted))
                .map(rows ->
                        Page.of(rows.stream().toList(), page, Mentees::position).map(Mentees::mentee));
    }

    private static List<String> position(Row row) {
        return List.of(
                row.getInteger("rank").toString(),
                row.getString("key"),
                row.getUUID("id").toString());
    }

    private static int rank(String text) {
        if (!text.equals("0") && !text.equals("1")) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
        return Integer.parseInt(text);
    }

    private static Uni<RowSet<Row>> create(SqlConnection transaction, Caller caller, MenteeChange change) {
        return transaction
                .preparedQuery(CREATE)
                .execute(Tuple.of(caller.id(), change.biography(), change.linkedinUrl(), change.profileImageUrl()))
                .invoke(made -> {
                    if (made.rowCount() == 0) {
                        throw Problems.conflict(
                                "There is a profile already, or no account yet: read /users/me, then the profile, and send its ETag as If-Match.");
                    }
                });
    }

    private static Uni<RowSet<Row>> update(
            SqlConnection transaction, Caller caller, long version, MenteeChange change) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.of(
                        caller.id(), version, change.biography(), change.linkedinUrl(), change.profileImageUrl()))
                .invoke(changed -> {
                    if (changed.rowCount() == 0) {
                        throw Problems.staleVersion();
                    }
                });
    }

    private static Uni<Mentee> find(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
            var found = rows.iterator();
            if (!found.hasNext()) {
                throw Problems.notFound("mentee");
            }
            return mentee(found.next());
        });
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
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
