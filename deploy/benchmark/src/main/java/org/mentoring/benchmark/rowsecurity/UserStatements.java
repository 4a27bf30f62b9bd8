package org.mentoring.benchmark.rowsecurity;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.user.mentee.MenteeSearch;

/** Statements of the user service, and the data for them. */
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
                MenteeSearch.statement(word != null),
                MENTOR,
                word,
                afterRank,
                afterName,
                afterId,
                21L);
    }
}
