package org.mentoring.benchmark.rowsecurity;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;

/** What the user service asks, and the people whom it asks about. */
final class UserStatements {

    private static final UUID MENTOR = UUID.fromString("00000000-0000-4000-8000-0000000000a1");
    private static final String PERSON = "('00000000-0000-4000-9000-' || lpad((%s)::text, 12, '0'))::uuid";
    private static final UUID SOMEBODY = UUID.fromString("00000000-0000-4000-9000-000000005000");
    /** As in {@code MenteeSearch}. */
    private static final String SEARCH = """
            (SELECT m.*, m.name_key AS key, 0 AS rank
               FROM bookers b
              CROSS JOIN LATERAL (SELECT * FROM mentees m WHERE m.id = b.mentee_id OFFSET 0) m
              WHERE b.mentor_id = $1 AND coalesce($3::integer, 0) = 0
                AND ($2::text IS NULL OR position(lower($2) IN m.name_key) > 0)
                AND (m.name_key, m.id) > (coalesce($4, ''), coalesce($5::uuid, $7))
              ORDER BY m.name_key, m.id
              LIMIT $6)
             UNION ALL
            (SELECT m.*, m.name_key AS key, 1 AS rank
               FROM %s
              ORDER BY m.name_key, m.id
              LIMIT $6)
             ORDER BY rank, key, id
             LIMIT $6
            """;

    private static final String AFTER = "coalesce($4, ''), coalesce($5::uuid, $7)";
    private static final String ALL = SEARCH.formatted("""
            mentees m
              WHERE (m.name_key, m.id) > (%s)
                AND NOT EXISTS (SELECT FROM bookers b WHERE b.mentor_id = $1 AND b.mentee_id = m.id)\
            """.formatted(AFTER));
    private static final String NAMED =
            SEARCH.formatted("mentees_named($2, $1, %s, $6) named (id) JOIN mentees m USING (id)".formatted(AFTER));

    private UserStatements() {}

    static void write(int count) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("""
                    INSERT INTO users (user_id, name) SELECT %s, 'Person ' || md5(i::text) FROM generate_series(1, %d) i
                    """.formatted(PERSON.formatted("i"), count));
            statement.execute("""
                    INSERT INTO user_info (user_id, name, email, mentor, mentee)
                    SELECT user_id, name, user_id || '@example.org', false, true FROM users
                    """);
            statement.execute("""
                    INSERT INTO mentees (id, user_id, name, email, biography)
                    SELECT user_id, user_id, name, email, repeat('learning ', 50) FROM user_info
                    """);
            statement.execute("""
                    INSERT INTO bookers (mentor_id, mentee_id, last_booked_at)
                    SELECT '%s', %s, now() FROM generate_series(1, 50) i
                    """.formatted(MENTOR, PERSON.formatted("i * 10")));
            statement.execute("VACUUM ANALYZE");
        }
    }

    static List<Statement> all() {
        return List.of(
                new Statement("users: the own account", SOMEBODY, "mentee", 50, """
                        SELECT u.user_id, u.created_at, u.name, i.email, i.mentor, i.mentee, u.linkedin, u.dob, u.time_zone,
                               u.locale, u.version
                          FROM users u JOIN user_info i USING (user_id) WHERE u.user_id = ?
                        """, SOMEBODY),
                new Statement("mentees: the own profile", SOMEBODY, "mentee", 50, """
                        SELECT * FROM mentees WHERE id = ?
                        """, SOMEBODY),
                new Statement("mentees: somebody's profile, for a mentor", MENTOR, "mentor", 50, """
                        SELECT * FROM mentees WHERE id = ?
                        """, SOMEBODY),
                search("mentees: the first page, for a mentor", 20, null, null, null),
                search("mentees: a page in the middle, for a mentor", 20, null, "person 7f", SOMEBODY),
                search("mentees: a word in many names, for a mentor", 20, "7f", null, null),
                search("mentees: a word in few names, for a mentor", 20, "7f7f7", null, null),
                search("mentees: a word in no name, for a mentor", 20, "nobody", null, null));
    }

    private static Statement search(String what, int times, String word, String afterName, UUID afterId) {
        var sql = (word == null ? ALL : NAMED)
                .replace("$1", literal(MENTOR))
                .replace("$2", literal(word))
                .replace("$3", afterName == null ? "NULL" : "1")
                .replace("$4", literal(afterName))
                .replace("$5", literal(afterId))
                .replace("$6", "21")
                .replace("$7", literal(new UUID(0, 0)) + "::uuid");
        return new Statement(what, MENTOR, "mentor", times, sql);
    }

    private static String literal(Object value) {
        return value == null ? "NULL" : "'" + value + "'";
    }
}
