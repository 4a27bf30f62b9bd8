package org.mentoring.benchmark.rowsecurity;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.mentor.directory.CurrentIndex;
import org.mentoring.mentor.directory.Directory;
import org.mentoring.mentor.expertise.ExpertiseTags;

/** Statements of the mentor service. */
final class MentorStatements {

    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-0000000000ad");

    /** As Hibernate reads a {@code MentorEntity}. */
    private static final String MENTOR = """
            SELECT m.id, m.user_id, m.name, m.email, m.created_at, m.bio, m.linkedin, m.profile_image_url, m.role, m.status,
                   m.time_zone, m.locale, m.rating_mean, m.rating_count, m.version,
                   (SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}')
                      FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
                     WHERE e.mentor_id = m.id) AS expertise
              FROM mentors m
            """;

    private MentorStatements() {}

    /** Has some mentors wait for approval. */
    static void write(int waiting) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser()) {
            TestDatabase.identify(superuser, ADMIN, "admin");
            try (var statement = superuser.createStatement()) {
                statement.execute("""
                        UPDATE mentors SET status = 'applied' WHERE id IN (SELECT id FROM mentors ORDER BY id DESC LIMIT %d)
                        """.formatted(waiting));
            }
            superuser.commit();
            superuser.setAutoCommit(true);
            try (var statement = superuser.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
        }
    }

    static List<Statement> all() throws SQLException {
        var mentor = one("SELECT id FROM mentors ORDER BY id OFFSET 5000 LIMIT 1", UUID.class);
        var twenty = one(
                "SELECT array_agg(mentor_id) FROM (SELECT mentor_id FROM mentor_directory LIMIT 20) d", Object.class);
        var latest = one("SELECT max(revision) FROM mentor_directory_changes", Long.class);
        return List.of(
                new Statement("directory: what is shown of twenty mentors", null, "", 20, Directory.SHOW, twenty),
                changes("directory: what changed since the last look, nothing", 50, latest),
                changes("directory: what changed since the last look, ten", 20, latest - 10),
                new Statement("directory: a batch of 2,000 at the start", null, "", 1, CurrentIndex.ALL, mentor, 2000L),
                new Statement("mentors: the own row with expertise", mentor, "mentor", 50, MENTOR + """
                         WHERE m.id = $1
                        """, mentor),
                new Statement("mentors: a row with expertise, for an admin", ADMIN, "admin", 50, MENTOR + """
                         WHERE m.id = $1
                        """, mentor),
                waiting("mentors: who waits for a decision", 10, null, 21),
                waiting("mentors: a hundred who wait, after another", 5, new UUID(0, 0), 101),
                // As Hibernate reads a SocialLinkEntity.
                new Statement("social links: the own ones", mentor, "mentor", 50, """
                        SELECT l.id, l.mentor_id, l.platform, l.position, l.url, l.version
                          FROM mentor_social_links l WHERE l.mentor_id = $1
                         ORDER BY l.position, l.id FETCH FIRST $2 ROWS ONLY
                        """, mentor, 21L),
                new Statement("expertise tags: a page", null, "", 20, ExpertiseTags.PAGE, "j", 101L, null));
    }

    private static Statement changes(String what, int times, long seen) {
        return new Statement(what, null, "", times, CurrentIndex.CHANGES, seen, 2000L);
    }

    private static Statement waiting(String what, int times, UUID after, long limit) {
        return new Statement(what, ADMIN, "admin", times, MENTOR + """
                 WHERE m.status = 'applied' AND ($1::uuid IS NULL OR m.id > $1) ORDER BY m.id LIMIT $2
                """, after, limit);
    }

    private static <T> T one(String sql, Class<T> type) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return type.cast(rows.getObject(1));
        }
    }
}
