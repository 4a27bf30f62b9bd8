package org.mentoring.mentor.directory;

import java.math.BigDecimal;
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
            ($1::text IS NULL OR document @@ to_tsquery('simple', $2::text) OR $1::text <% names)
              AND expertise_keys @> $3::text[]
              AND ($4::numeric IS NULL OR rating_mean >= $4::numeric)
            """;
    private static final String FACETS =
            "SELECT tag, count(*) AS mentors FROM mentor_directory, unnest(expertise) AS tag WHERE " + FILTER
                    + " GROUP BY tag ORDER BY mentors DESC, lower(tag) LIMIT 50";
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
        var filter = Tuple.of(search.text(), search.words(), search.tags(), search.minRating());
        var after = page.after(3).map(parts -> Position.of(sort, parts)).orElse(new Position(null, null));
        var wanted = Tuple.of(search.text(), search.words(), search.tags(), search.minRating())
                .addString(after.key())
                .addUUID(after.id())
                .addInteger(page.limit() + 1);
        return transactions.read(
                Caller.ANONYMOUS,
                tx -> rows(tx, sort.pageOf(FILTER), wanted)
                        .chain(rows -> rows(tx, FACETS, filter).map(tags -> found(rows, tags, sort, page))));
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
                    var key = sort.isNumeric() ? new BigDecimal(parts.get(1)).toPlainString() : parts.get(1);
                    return new Position(key, UUID.fromString(parts.get(2)));
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
