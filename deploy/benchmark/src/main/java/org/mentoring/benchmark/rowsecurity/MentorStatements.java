package org.mentoring.benchmark.rowsecurity;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;

/** What the mentor service asks. */
final class MentorStatements {

    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-0000000000ad");

    private MentorStatements() {}

    static List<Statement> all() throws SQLException {
        var mentor = one("SELECT id FROM mentors ORDER BY id OFFSET 5000 LIMIT 1", UUID.class);
        var twenty = one(
                "SELECT array_agg(mentor_id) FROM (SELECT mentor_id FROM mentor_directory LIMIT 20) d", Object.class);
        var latest = one("SELECT max(revision) FROM mentor_directory_changes", Long.class);
        return List.of(
                new Statement("directory: what is shown of twenty mentors", null, "", 20, """
                        SELECT * FROM mentor_directory WHERE mentor_id = ANY (?)
                        """, twenty),
                new Statement("directory: what changed since the last look", null, "", 50, """
                        SELECT c.revision, d.* FROM mentor_directory_changes c LEFT JOIN mentor_directory d USING (mentor_id)
                         WHERE c.revision > ? ORDER BY c.revision LIMIT 2000
                        """, latest),
                new Statement("directory: a batch of 2,000 at the start", null, "", 1, """
                        SELECT mentor_id, name, bio, expertise, language, rating_mean, rating_score, created_at
                          FROM mentor_directory WHERE mentor_id > ? ORDER BY mentor_id LIMIT 2000
                        """, mentor),
                new Statement("mentors: the own row with expertise", mentor, "mentor", 50, """
                        SELECT m.*, (SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}')
                                       FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
                                      WHERE e.mentor_id = m.id) AS expertise
                          FROM mentors m WHERE m.id = ?
                        """, mentor),
                new Statement("mentors: who waits for a decision", ADMIN, "admin", 50, """
                        SELECT m.* FROM mentors m WHERE m.status = 'applied' ORDER BY m.id LIMIT 21
                        """),
                new Statement("mentors: a page of a hundred, for an admin", ADMIN, "admin", 10, """
                        SELECT m.* FROM mentors m WHERE m.status = 'approved' AND m.id > ? ORDER BY m.id LIMIT 100
                        """, mentor),
                new Statement("mentors: a look at every row, for an admin", ADMIN, "admin", 1, """
                        SELECT count(*) FROM mentors WHERE rating_mean > 4
                        """),
                new Statement("social links: the own ones", mentor, "mentor", 50, """
                        SELECT * FROM mentor_social_links WHERE mentor_id = ? ORDER BY position, id LIMIT 21
                        """, mentor),
                new Statement("expertise tags: a page", null, "", 20, """
                        SELECT id, name, created_at, version, lower(name) AS key FROM expertise_tags
                         WHERE lower(name) COLLATE "C" > ? ORDER BY lower(name) COLLATE "C" LIMIT 101
                        """, "j"));
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
