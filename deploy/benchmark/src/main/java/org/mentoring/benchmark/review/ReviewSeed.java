package org.mentoring.benchmark.review;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;

/**
 * A million reviews of a hundred thousand mentors, the same each time but for the ids. How many a mentor has follows Zipf's
 * law with the exponent {@value #EXPONENT}: the first has more than a hundred thousand, most have a few. One in a hundred is
 * hidden; ratings and votes are as uneven as those of people.
 */
public final class ReviewSeed {

    static final String EXPONENT = "1.05";

    /** One after the other; the words in braces are filled in. */
    private static final List<String> STATEMENTS = List.of("SELECT setseed(0.5)", """
            CREATE TABLE seeded_mentors AS
            SELECT k, gen_random_uuid() AS id,
                   greatest(1, round({reviews} * k ^ -{exponent} / sum(k ^ -{exponent}) OVER ()))::int AS reviews
              FROM (SELECT n::float8 AS k FROM generate_series(1, {mentors}) n) AS ranks
            """, """
            INSERT INTO mentor_reviews (id, mentor_id, mentee_id, session_id, rating, feedback, mentee_display_name, hidden,
                                        hidden_reason, useful_count, created_at, updated_at)
            SELECT id, mentor_id, gen_random_uuid(), gen_random_uuid(),
                   CASE WHEN r < 0.6 THEN 5 WHEN r < 0.8 THEN 4 WHEN r < 0.9 THEN 3 WHEN r < 0.94 THEN 2 ELSE 1 END,
                   repeat('Listens, asks, and knows when to stop. ', 1 + (10 * r * r)::int), 'Linus T.', h < 0.01,
                   CASE WHEN h < 0.01 THEN 'Insults' END, (60 * u ^ 8)::int, uuid_extract_timestamp(id), uuid_extract_timestamp(id)
              FROM (SELECT uuidv7(- random() * interval '700 days') AS id, m.id AS mentor_id, random() AS r, random() AS h,
                           random() AS u
                      FROM seeded_mentors m, generate_series(1, m.reviews)) AS reviews
             ORDER BY id
            """, """
            INSERT INTO counted_reviews (mentor_id, mentee_id, review_id, rating)
            SELECT mentor_id, mentee_id, id, rating FROM mentor_reviews WHERE shown
            """, """
            INSERT INTO mentor_ratings (mentor_id, stars_1, stars_2, stars_3, stars_4, stars_5, version)
            SELECT mentor_id, count(*) FILTER (WHERE rating = 1), count(*) FILTER (WHERE rating = 2),
                   count(*) FILTER (WHERE rating = 3), count(*) FILTER (WHERE rating = 4), count(*) FILTER (WHERE rating = 5),
                   count(*)
              FROM mentor_reviews WHERE shown GROUP BY mentor_id
            """);

    private ReviewSeed() {}

    /** Fills the database of the service, which has migrated it. */
    public static void insert(int reviews, int mentors) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            // Without triggers and synchronous commits: the data need not survive a crash.
            statement.execute("SET session_replication_role = replica");
            statement.execute("SET synchronous_commit = off");
            for (var sql : STATEMENTS) {
                statement.execute(sql.replace("{reviews}", Integer.toString(reviews))
                        .replace("{mentors}", Integer.toString(mentors))
                        .replace("{exponent}", EXPONENT));
            }
            for (var table : List.of("mentor_reviews", "mentor_ratings", "counted_reviews")) {
                statement.execute("VACUUM (ANALYZE) " + table);
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** The mentor with the most reviews. */
    static UUID largest() throws SQLException {
        return ids("SELECT id FROM seeded_mentors WHERE k = 1").getFirst();
    }

    /** Mentors as people look them up: those with many reviews more often. */
    public static List<UUID> visited(int count) throws SQLException {
        return ids("""
                SELECT mentor_id FROM mentor_reviews TABLESAMPLE BERNOULLI (2) REPEATABLE (7) ORDER BY random() LIMIT %d
                """.formatted(count));
    }

    /** Mentors who have so many reviews, each once. */
    static List<UUID> having(int reviews, int count) throws SQLException {
        return ids("SELECT id FROM seeded_mentors WHERE reviews = %d LIMIT %d".formatted(reviews, count));
    }

    /** Sessions that the mentee has had and not reviewed, one with each of the mentors. */
    static List<UUID> sessions(List<UUID> mentors, UUID mentee) throws SQLException {
        var sessions = new ArrayList<UUID>();
        try (var database = TestDatabase.asSuperuser();
                var insert = database.prepareStatement(
                        "INSERT INTO sessions VALUES (?, ?, ?, 'Linus Torvalds', 'completed')")) {
            for (var mentor : mentors) {
                var session = UUID.randomUUID();
                insert.setObject(1, session);
                insert.setObject(2, mentor);
                insert.setObject(3, mentee);
                insert.addBatch();
                sessions.add(session);
            }
            insert.executeBatch();
        }
        return sessions;
    }

    /** How many reviews there are, and of how many mentors whose rating is not what they come to. */
    static String summary() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return "%,d reviews of %,d mentors, the most of one %,d; ratings that differ from them: %d"
                    .formatted(
                            TestDatabase.count(database, "SELECT count(*) FROM mentor_reviews"),
                            TestDatabase.count(database, "SELECT count(*) FROM seeded_mentors"),
                            TestDatabase.count(database, "SELECT max(reviews) FROM seeded_mentors"),
                            TestDatabase.count(database, "SELECT count(*) FROM ratings_that_differ"));
        }
    }

    private static List<UUID> ids(String sql) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (Connection database = TestDatabase.asSuperuser();
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
