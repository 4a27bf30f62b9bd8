package org.mentoring.kit.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import org.hibernate.exception.ConstraintViolationException;

/** What a failure of PostgreSQL means, whichever client reported it. */
public final class DatabaseFailure {

    /** Connection (08), resources (53), operator intervention (57), system (58): the statement itself is not to blame. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57", "58");
    /** read_only_sql_transaction: what was connected to is a standby by now, until the address names the new primary. */
    private static final String STANDBY = "25006";

    /** query_canceled, by statement_timeout. */
    private static final String CANCELED = "57014";

    /** serialization_failure, deadlock_detected: the same transaction may well succeed. */
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01");

    private DatabaseFailure() {}

    /** The SQLSTATE of the failure or of one of its causes. */
    public static Optional<String> sqlState(Throwable failure) {
        return first(failure, cause -> switch (cause) {
            case PgException pg -> pg.getSqlState();
            case SQLException throughHibernate -> throughHibernate.getSQLState();
            default -> null;
        });
    }

    /** The name of the constraint that refused, if one did. */
    public static Optional<String> constraint(Throwable failure) {
        return first(failure, cause -> switch (cause) {
            case PgException pg -> pg.getConstraint();
            case ConstraintViolationException throughHibernate -> throughHibernate.getConstraintName();
            default -> null;
        });
    }

    /** What a function that raised the failure says beside its message, if it says anything. */
    public static Optional<String> detail(Throwable failure) {
        return first(failure, cause -> cause instanceof PgException pg ? pg.getDetail() : null);
    }

    /** Whether the constraint of this name refused. */
    public static boolean violates(Throwable failure, String constraint) {
        return constraint(failure).filter(constraint::equals).isPresent();
    }

    /** Whether the same transaction, run again at once, may succeed. */
    public static boolean isRetryable(Throwable failure) {
        return sqlState(failure).filter(RETRYABLE::contains).isPresent();
    }

    /** Whether the database is away or overloaded, so that the same work may succeed later. */
    public static boolean isTransient(Throwable failure) {
        var state = sqlState(failure);
        if (state.isPresent()) {
            return RETRYABLE.contains(state.get())
                    || STANDBY.equals(state.get())
                    || UNAVAILABLE.contains(state.get().substring(0, 2));
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException || isConnectionLost(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a transient failure may be due to a statement that took too long, whose connection the client closes (see
     * {@link DatabasePool}) or which the database cancels.
     */
    public static boolean mayBeTimeout(Throwable failure) {
        return sqlState(failure).map(CANCELED::equals).orElse(true);
    }

    /** The client reports a lost connection, and a pool that is exhausted or closes with the service, by text alone. */
    private static boolean isConnectionLost(Throwable cause) {
        return (cause instanceof VertxException || cause instanceof NoStackTraceThrowable)
                && cause.getMessage() != null
                && (cause.getMessage().contains("onnection")
                        || cause.getMessage().contains("imeout")
                        || cause.getMessage().contains("SSL handshake failed")
                        || cause.getMessage().contains("ool closed"));
    }

    private static Optional<String> first(Throwable failure, Function<Throwable, String> property) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(property)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
