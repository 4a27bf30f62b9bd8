package org.mentoring.mentor.directory;

import java.util.List;
import java.util.UUID;

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
import org.mentoring.mentor.directory.DirectoryPage.Facets;
import org.mentoring.mentor.directory.DirectoryPage.TagCount;

/** The approved mentors, for everyone. */
@ApplicationScoped
class Directory {

    private static final String FILTER = """
            ($1::text IS NULL OR document @@ words_query($1) OR plain_text($1) <%% names)
              AND %s
              AND ($3::numeric IS NULL OR rating_mean >= $3::numeric)
              AND ($4::text IS NULL OR language = $4)
            """;
    private static final String ALL_TAGS = FILTER.formatted("expertise_keys @> $2::text[]");
    private static final String ANY_TAG = FILTER.formatted("($2::text[] = '{}' OR expertise_keys && $2::text[])");
    private static final String FACETS = """
            SELECT tag, count(*) AS mentors FROM mentor_directory, unnest(expertise) AS tag WHERE %s
             GROUP BY tag ORDER BY mentors DESC, lower(tag) LIMIT 50
            """;
    private static final String PLAIN_TAGS =
            "SELECT coalesce(array_agg(plain_text(tag)), '{}') AS tags FROM unnest($1::text[]) tag";
    private static final String FIND = "SELECT * FROM mentor_directory WHERE mentor_id = $1";

    private final Transactions transactions;

    Directory(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<DirectoryEntry> get(UUID id) {
        return transactions.read(
                Caller.ANONYMOUS,
                tx -> tx.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
                    for (var row : rows) {
                        return DirectoryEntry.of(row);
                    }
                    throw Problems.notFound("mentor");
                }));
    }

    Uni<Found> find(Search search, PageRequest page) {
        var sort = search.sort();
        var filter = search.anyTag() ? ANY_TAG : ALL_TAGS;
        var after = page.after(3).map(parts -> Position.of(sort, parts)).orElse(new Position(null, null));
        return transactions.read(
                Caller.ANONYMOUS,
                tx -> plainTags(tx, search.tags()).chain(tags -> {
                    var wanted = Tuple.of(search.text(), tags, search.minRating(), search.language());
                    var paged = Tuple.of(search.text(), tags, search.minRating(), search.language())
                            .addString(after.key())
                            .addUUID(after.id())
                            .addInteger(page.limit() + 1);
                    return rows(tx, sort.pageOf(filter), paged)
                            .chain(rows -> rows(tx, FACETS.formatted(filter), wanted)
                                    .map(facets -> found(rows, facets, sort, page)));
                }));
    }

    /** Tags are compared as the directory keeps them. */
    private static Uni<String[]> plainTags(SqlConnection tx, String[] tags) {
        if (tags.length == 0) {
            return Uni.createFrom().item(tags);
        }
        return rows(tx, PLAIN_TAGS, Tuple.of(tags)).map(rows -> rows.getFirst().getArrayOfStrings("tags"));
    }

    /** @param page holds the cursor for the Link header */
    record Found(Page<DirectoryEntry> page, Facets facets) {}

    private static Uni<List<Row>> rows(SqlConnection tx, String sql, Tuple parameters) {
        return tx.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rows.stream().toList());
    }

    private static Found found(List<Row> rows, List<Row> tags, Sort sort, PageRequest request) {
        var page = Page.of(
                rows,
                request,
                row -> List.of(
                        sort.wireName(),
                        row.getString("key_text"),
                        row.getUUID("mentor_id").toString()));
        var facets = tags.stream()
                .map(row -> new TagCount(row.getString("tag"), row.getLong("mentors")))
                .toList();
        return new Found(page.map(DirectoryEntry::of), new Facets(facets));
    }

    /** The sort key of the last mentor on the page before. */
    private record Position(String key, UUID id) {

        static Position of(Sort sort, List<String> parts) {
            try {
                if (parts.get(0).equals(sort.wireName()) && parts.get(1).indexOf('\0') < 0) {
                    return new Position(sort.key(parts.get(1)), UUID.fromString(parts.get(2)));
                }
            } catch (IllegalArgumentException e) {
                throw unusable();
            }
            throw unusable();
        }

        private static RuntimeException unusable() {
            return Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
    }
}
