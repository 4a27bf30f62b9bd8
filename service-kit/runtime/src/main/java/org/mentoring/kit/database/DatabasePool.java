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
 * The pool of connections to the database, which closes each over which nothing has come or gone for a time, also while an answer is
 * awaited: what waits for it fails as by any lost connection, and the place in the pool is free again. TCP alone would try for a
 * quarter of an hour, and forever where nothing was sent that it could send again.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

    private final Duration longestSilence;

    DatabasePool(@ConfigProperty(name = "mentoring.database.longest-silence") Duration longestSilence) {
        if (longestSilence.toMillis() <= 0) {
            throw new IllegalArgumentException("mentoring.database.longest-silence must be positive");
        }
        this.longestSilence = longestSilence;
    }

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> databases = input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(this::withLongestSilence)
                .toList();
        return ClientBuilder.pool(new ClosingDriver())
                .with(input.poolOptions())
                .connectingTo(databases)
                .using(input.vertx())
                .build();
    }

    private PgConnectOptions withLongestSilence(PgConnectOptions options) {
        var limited = new PgConnectOptions(options);
        limited.setIdleTimeout(Math.toIntExact(longestSilence.toMillis())).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return limited;
    }
}
