package org.mentoring.kit.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Runs a statement that is a transaction of its own. The pool's own queries leave a timer behind when no connection can be made,
 * which later logs the error "Result is already complete"
 * (https://github.com/eclipse-vertx/vertx-sql-client/issues/1706); this one does not.
 */
public final class SingleStatement {

    private SingleStatement() {}

    public static Uni<RowSet<Row>> execute(Pool pool, String sql, Tuple parameters) {
        return pool.withConnection(connection -> connection.preparedQuery(sql).execute(parameters));
    }
}
