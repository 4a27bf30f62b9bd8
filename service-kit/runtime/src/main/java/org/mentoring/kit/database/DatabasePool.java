package org.mentoring.kit.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The pool of connections to the database. It closes a connection on which no byte was sent or received for the socket timeout, also while
 * a response is awaited: the statement then fails as on any lost connection, and the pool opens another connection. TCP alone
 * retransmits for a quarter of an hour, and waits forever for a response when there is nothing to retransmit.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

    private final Duration socketTimeout;

    DatabasePool(@ConfigProperty(name = "mentoring.database.socket-timeout") Duration socketTimeout) {
        if (socketTimeout.toMillis() <= 0) {
            throw new IllegalArgumentException("mentoring.database.socket-timeout must be positive");
        }
        this.socketTimeout = socketTimeout;
    }

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> databases = input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(this::withSocketTimeout)
                .toList();
        return ClientBuilder.pool(new ClosingDriver())
                .with(input.poolOptions())
                .connectingTo(databases)
                .using(input.vertx())
                .build();
    }

    private PgConnectOptions withSocketTimeout(PgConnectOptions options) {
        var limited = new PgConnectOptions(options);
        limited.setIdleTimeout(Math.toIntExact(socketTimeout.toMillis())).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return limited;
    }
}
