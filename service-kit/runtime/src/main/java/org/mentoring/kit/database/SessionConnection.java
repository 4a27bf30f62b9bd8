package org.mentoring.kit.database;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.vertx.mutiny.sqlclient.SqlConnection;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.impl.SqlClientConnection;

/** The connection that a session works on. Hibernate Reactive has it in a private field, and no method that returns it. */
final class SessionConnection {

    private static final VarHandle CONNECTION = field();

    private SessionConnection() {}

    static SqlConnection of(Mutiny.Session session) {
        var connection = ((MutinySessionImpl) session).getReactiveConnection();
        return new SqlConnection((io.vertx.sqlclient.SqlConnection) CONNECTION.get(connection));
    }

    private static VarHandle field() {
        try {
            return MethodHandles.privateLookupIn(SqlClientConnection.class, MethodHandles.lookup())
                    .findVarHandle(SqlClientConnection.class, "connection", io.vertx.sqlclient.SqlConnection.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
