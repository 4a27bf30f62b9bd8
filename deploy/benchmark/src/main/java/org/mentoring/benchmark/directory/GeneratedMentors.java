package org.mentoring.benchmark.directory;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Approved mentors like those of a large platform, the same for the same seed: tags and words spread by Zipf's law, names
 * with accents, biographies of some eighty words, links, languages and ratings. One in ten writes without spaces.
 */
public final class GeneratedMentors {

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final int BATCH = 5000;

    final Vocabulary vocabulary;
    final UnspacedTexts unspaced;

    private final Random random;
    private final Zipf<Integer> tags;
    private final Zipf<String> words;
    private final Zipf<String> firstNames;
    private final Zipf<String> languages =
            new Zipf<>(List.of("en", "de", "es", "pt-BR", "hi", "fr", "ja", "pl", "tr", "sv"), 1.2);
    private final List<UUID> tagIds;

    public GeneratedMentors(long seed, int tagCount) {
        random = new Random(seed);
        unspaced = new UnspacedTexts(seed);
        vocabulary = new Vocabulary(random, tagCount, 40_000, 20_000);
        tags = new Zipf<>(java.util.stream.IntStream.range(0, tagCount).boxed().toList(), 0.9);
        words = new Zipf<>(vocabulary.words, 1.05);
        firstNames = new Zipf<>(Vocabulary.FIRST_NAMES, 0.6);
        tagIds = vocabulary.tags.stream().map(tag -> id()).toList();
    }

    /**
     * Writes mentors and tags into a migrated database, and lets the database make the directory of them.
     *
     * @param superuser whose triggers can be held back meanwhile: row by row, the directory would be made seven times
     */
    public void write(Connection superuser, int count) throws SQLException, IOException {
        var copy = superuser.unwrap(PGConnection.class).getCopyAPI();
        try (var statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            writeTags(copy);
            for (var written = 0; written < count; written += BATCH) {
                writeMentors(copy, Math.min(BATCH, count - written));
            }
            statement.execute("SET session_replication_role = origin");
            statement.execute("SELECT mentor_directory_refresh(id) FROM mentors");
            statement.execute("VACUUM ANALYZE");
        }
    }

    private void writeTags(CopyManager copy) throws SQLException, IOException {
        var rows = new StringBuilder();
        for (var i = 0; i < tagIds.size(); i++) {
            row(rows, tagIds.get(i), vocabulary.tags.get(i), FIRST);
        }
        copy.copyIn("COPY expertise_tags (id, name, created_at) FROM STDIN", new StringReader(rows.toString()));
    }

    private void writeMentors(CopyManager copy, int count) throws SQLException, IOException {
        var mentors = new StringBuilder();
        var expertise = new StringBuilder();
        var links = new StringBuilder();
        for (var i = 0; i < count; i++) {
            var id = id();
            var reviews = random.nextInt(10) < 3 ? 0 : 1 + (int) Math.abs(random.nextGaussian() * 20);
            var mean = Math.round(Math.clamp(4.3 + random.nextGaussian() * 0.5, 1, 5) * 100) / 100.0;
            var score = Math.round((17.5 + mean * reviews) / (5 + reviews) * 100) / 100.0;
            row(
                    mentors,
                    id,
                    id,
                    i % 10 == 0 ? unspaced.name() : name(),
                    id + "@example.org",
                    FIRST.plusSeconds(random.nextInt(90_000_000)),
                    i % 10 == 0 ? unspaced.biography() : biography(),
                    "approved",
                    languages.pick(random),
                    reviews == 0 ? "\\N" : mean,
                    reviews == 0 ? "\\N" : score,
                    reviews);
            expertise().forEach(tag -> row(expertise, id, tagIds.get(tag)));
            row(links, id(), id, "linkedin", "https://www.linkedin.com/in/" + id);
        }
        copy.copyIn("""
                COPY mentors (id, user_id, name, email, created_at, bio, status, locale, rating_mean, rating_score, rating_count)
                FROM STDIN
                """, new StringReader(mentors.toString()));
        copy.copyIn("COPY mentor_expertise (mentor_id, tag_id) FROM STDIN", new StringReader(expertise.toString()));
        copy.copyIn(
                "COPY mentor_social_links (id, mentor_id, platform, url) FROM STDIN",
                new StringReader(links.toString()));
    }

    private String name() {
        return firstNames.pick(random) + " " + vocabulary.lastNames.get(random.nextInt(vocabulary.lastNames.size()));
    }

    private String biography() {
        var biography = new StringBuilder();
        for (var i = 40 + random.nextInt(80); i > 0; i--) {
            biography.append(words.pick(random)).append(random.nextInt(12) == 0 ? ". " : " ");
        }
        return biography.toString().strip();
    }

    private Set<Integer> expertise() {
        var expertise = new LinkedHashSet<Integer>();
        for (var i = 1 + random.nextInt(8); i > 0; i--) {
            expertise.add(tags.pick(random));
        }
        return expertise;
    }

    /** Random as {@code sub} is, from the seed. */
    private UUID id() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63);
    }

    private static void row(StringBuilder rows, Object... values) {
        rows.append(java.util.Arrays.stream(values).map(Object::toString).collect(Collectors.joining("\t")))
                .append('\n');
    }
}
