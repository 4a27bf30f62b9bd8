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
    /** As Hibernate asks for a {@code MenteeEntity}. */
    private static final String PROFILE = """
            SELECT m.id, m.biography, m.created_at, m.dob, m.email, m.linkedin, m.linkedin_url, m.name, m.profile_image_url,
                   m.role, m.user_id, m.version
              FROM mentees m WHERE m.id = $1
            """;

    /** As in {@code MenteeSearch}, from here on. */
    private static final String COLUMNS = """
            m.id, m.user_id, m.name, m.email, m.dob, m.created_at, m.linkedin, m.biography, m.linkedin_url, m.role,
            m.profile_image_url, m.version\
            """;

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
                    INSERT INTO mentor_bookers (mentor_id, mentee_id, last_booked_at)
                    SELECT '%s', %s, now() FROM generate_series(1, 50) i
                    """.formatted(MENTOR, PERSON.formatted("i * 10")));
            statement.execute("VACUUM ANALYZE");
        }
    }

    static List<Statement> all() {
        return List.of(
                new Statement("users: the own account", SOMEBODY, "mentee", 50, """
                        SELECT u.user_id, u.created_at, u.name, i.email, i.mentor, i.mentee, u.linkedin, u.dob, u.time_zone, u.locale,
                               u.version
                          FROM users u JOIN user_info i USING (user_id)
                         WHERE u.user_id = $1
                           FOR UPDATE
                        """, SOMEBODY),
                new Statement("mentees: the own profile", SOMEBODY, "mentee", 50, PROFILE, SOMEBODY),
                new Statement("mentees: somebody's profile, for a mentor", MENTOR, "mentor", 50, PROFILE, SOMEBODY),
                search("mentees: the first page, for a mentor", null, 0, null, null),
                search("mentees: a page in the middle, for a mentor", null, 1, "person 7f", SOMEBODY),
                search("mentees: a word in many names, for a mentor", "7f", 0, null, null),
                search("mentees: a word in few names, for a mentor", "7f7f7", 0, null, null),
                search("mentees: a word in no name, for a mentor", "nobody", 0, null, null));
    }

    private static Statement search(String what, String word, int afterRank, String afterName, UUID afterId) {
        return new Statement(
                what,
                MENTOR,
                "mentor",
                20,
                word == null ? ALL : NAMED,
                MENTOR,
                word,
                afterRank,
                afterName,
                afterId,
                21L);
    }
}
