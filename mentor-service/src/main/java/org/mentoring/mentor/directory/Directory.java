package org.mentoring.mentor.directory;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.mentor.directory.DirectoryPage.Facets;
import org.mentoring.mentor.directory.index.Position;
import org.mentoring.mentor.directory.index.Query;
import org.mentoring.mentor.directory.index.SearchResult;
import org.mentoring.mentor.directory.index.SortOrder;

/** The approved mentors, for everyone: who is found is a matter of the index, what is shown of them of the database. */
@ApplicationScoped
public class Directory {

    /** The entries of mentors; parameter: their ids. */
    public static final String SHOW = """
            SELECT d.mentor_id, d.name, d.bio, d.profile_image_url, d.expertise, d.social_links, d.language, d.rating_mean,
                   d.rating_count, f.next_free_at
              FROM mentor_directory d
              LEFT JOIN mentor_next_free_times f ON f.mentor_id = d.mentor_id
             WHERE d.mentor_id = ANY ($1)
            """;

    private final Transactions transactions;
    private final CurrentIndex index;
    private final Vertx vertx;
    private final Clock clock;

    Directory(Transactions transactions, CurrentIndex index, Vertx vertx, Clock clock) {
        this.transactions = transactions;
        this.index = index;
        this.vertx = vertx;
        this.clock = clock;
    }

    Uni<DirectoryEntry> get(UUID id) {
        return show(List.of(id)).map(entries -> {
            if (entries.isEmpty()) {
                throw Problems.notFound("mentor");
            }
            return entries.getFirst();
        });
    }

    Uni<Answer> find(Search search, PageRequest request) {
        var query = query(search, request);
        return index.current()
                .chain(current -> vertx.executeBlocking(() -> current.find(query), false))
                .chain(found -> answer(found, query.order(), request));
    }

    /** @param page holds the cursor for the Link header */
    record Answer(Page<DirectoryEntry> page, int total, Facets facets) {}

    private Query query(Search search, PageRequest request) {
        var order = search.order();
        return new Query(
                search.text(),
                search.tags(),
                search.anyTag(),
                search.language(),
                search.minRating(),
                order,
                request.after(Positions.PARTS)
                        .map(key -> Positions.read(order, key))
                        .orElse(null),
                // One more than is shown tells whether another page follows.
                request.limit() + 1,
                search.allFacets(),
                search.freeWithin(),
                IndexedMentors.micros(clock.instant()),
                search.ids());
    }

    /** In the order of the ids; who has left the directory in the meantime is left out. */
    private Uni<List<DirectoryEntry>> show(List<UUID> ids) {
        // Row security shows the directory to everyone, so nobody has to be named and no transaction opened.
        return transactions
                .statementWithoutEvents(SHOW, Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> byId(rows, clock.instant()))
                .map(entries -> ids.stream()
                        .filter(entries::containsKey)
                        .map(entries::get)
                        .toList());
    }

    private static Map<UUID, DirectoryEntry> byId(RowSet<Row> rows, Instant now) {
        return rows.stream()
                .map(row -> DirectoryEntry.of(row, now))
                .collect(Collectors.toMap(DirectoryEntry::id, Function.identity()));
    }

    private Uni<Answer> answer(SearchResult found, SortOrder order, PageRequest request) {
        var page = Page.of(found.page(), request, position -> Positions.write(order, position));
        return show(page.items().stream().map(Position::id).toList())
                .map(entries -> new Answer(new Page<>(entries, page.nextCursor()), found.total(), facets(found)));
    }

    private static Facets facets(SearchResult found) {
        return new Facets(found.tags(), found.languages(), found.ratings(), found.free());
    }
}
