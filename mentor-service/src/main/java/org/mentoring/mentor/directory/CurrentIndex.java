package org.mentoring.mentor.directory;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.Transactions;
import org.mentoring.mentor.directory.index.Change;
import org.mentoring.mentor.directory.index.DirectoryIndex;

/**
 * The directory in the memory of this replica, as the database has it at the moment. Each search first loads changes committed
 * since the last one, in the order of their commits: so it finds what was committed before it, whichever replica wrote it.
 */
@ApplicationScoped
public class CurrentIndex {

    private static final Logger LOG = Logger.getLogger(CurrentIndex.class);
    private static final int BATCH = 2000;
    private static final String LATEST = "SELECT coalesce(max(revision), 0) AS latest FROM mentor_directory_changes";
    /** A batch of the directory; parameters: the id after which it begins, and the limit. */
    public static final String ALL = """
            SELECT d.mentor_id AS id, d.name, d.bio, d.expertise, d.expertise_aliases, d.language, d.rating_mean,
                   d.rating_score, d.created_at, f.next_free_at
              FROM mentor_directory d
              LEFT JOIN mentor_next_free_times f ON f.mentor_id = d.mentor_id
             WHERE d.mentor_id > $1 ORDER BY d.mentor_id LIMIT $2
            """;

    /** The changes since a revision; parameters: the revision, and the limit. */
    public static final String CHANGES = """
            SELECT latest.revision AS latest, c.revision, c.mentor_id AS changed_id, d.mentor_id AS id, d.name, d.bio,
                   d.expertise, d.expertise_aliases, d.language, d.rating_mean, d.rating_score, d.created_at,
                   f.next_free_at, c.listing_revision <= $1 AS same_listing
              FROM (SELECT coalesce(max(revision), 0) AS revision FROM mentor_directory_changes) latest
              LEFT JOIN mentor_directory_changes c ON c.revision > $1
              LEFT JOIN mentor_directory d ON d.mentor_id = c.mentor_id
              LEFT JOIN mentor_next_free_times f ON f.mentor_id = c.mentor_id
             ORDER BY c.revision LIMIT $2
            """;

    private final Transactions transactions;
    private final Vertx vertx;
    private volatile DirectoryIndex index;
    private Uni<DirectoryIndex> making;

    CurrentIndex(Transactions transactions, Vertx vertx) {
        this.transactions = transactions;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        Uni.createFrom()
                .deferred(this::made)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(10))
                .indefinitely()
                .subscribe()
                .with(made -> {}, failure -> LOG.error("Directory load failed", failure));
    }

    /** Whether it has been read, so that the first question does not wait for it. */
    boolean isReady() {
        return index != null;
    }

    /** With everything that was committed before the call. */
    Uni<DirectoryIndex> current() {
        var present = index;
        if (present == null) {
            return made().chain(this::caughtUp);
        }
        if (present.isWasteful()) {
            made().subscribe().with(made -> {}, failure -> LOG.warn("Directory reload failed", failure));
        }
        return caughtUp(present);
    }

    /** A new one, which takes the place of the present one; who asks while it is being made gets the same. */
    private synchronized Uni<DirectoryIndex> made() {
        if (making == null) {
            making = transactions
                    .statementWithoutEvents(LATEST, Tuple.tuple())
                    .map(rows -> new DirectoryIndex(rows.iterator().next().getLong("latest")))
                    .chain(made -> batch(new UUID(0, 0)).chain(rows -> filled(made, rows)))
                    .invoke(made -> index = made)
                    .onTermination()
                    .invoke(this::finished)
                    .memoize()
                    .indefinitely();
        }
        return making;
    }

    private synchronized void finished() {
        making = null;
    }

    /** Reads the next batch while one is put into the index. */
    private Uni<DirectoryIndex> filled(DirectoryIndex made, RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            return Uni.createFrom().item(made);
        }
        var last = rows.stream().reduce((row, next) -> next).orElseThrow().getUUID("id");
        return Uni.combine()
                .all()
                .unis(vertx.executeBlocking(() -> fill(made, rows), false), batch(last))
                .asTuple()
                .chain(next -> filled(next.getItem1(), next.getItem2()));
    }

    private static DirectoryIndex fill(DirectoryIndex made, RowSet<Row> rows) {
        made.fill(rows.stream().map(IndexedMentors::of).toList());
        return made;
    }

    private Uni<RowSet<Row>> batch(UUID after) {
        return transactions.statementWithoutEvents(ALL, Tuple.of(after, BATCH));
    }

    private Uni<DirectoryIndex> caughtUp(DirectoryIndex present) {
        var seen = present.revision();
        return transactions
                .statementWithoutEvents(CHANGES, Tuple.of(seen, BATCH))
                .chain(rows -> {
                    var first = rows.iterator().next();
                    if (first.getLong("latest") < seen) {
                        // The database is not the one that was read: it has been restored.
                        return made().chain(this::caughtUp);
                    }
                    if (first.getLong("revision") == null) {
                        return Uni.createFrom().item(present);
                    }
                    var changes = rows.stream().map(CurrentIndex::change).toList();
                    return vertx.executeBlocking(() -> applied(present, changes), false)
                            .chain(applied ->
                                    changes.size() < BATCH ? Uni.createFrom().item(applied) : caughtUp(applied));
                });
    }

    private static DirectoryIndex applied(DirectoryIndex index, List<Change> changes) {
        index.apply(changes);
        return index;
    }

    private static Change change(Row row) {
        return new Change(
                row.getLong("revision"),
                row.getUUID("changed_id"),
                row.getUUID("id") == null ? null : IndexedMentors.of(row),
                row.getBoolean("same_listing"));
    }
}
