package org.mentoring.kit.database;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFailureTest {

    /** Taken for a fault of its own, an event that meets a service which stops would be parked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pool closed",
                "Connection closed",
                "Connection is not active now, current status: CLOSED",
                "Timeout"
            })
    void waitsForAConnectionThatMayComeBack(String message) {
        assertThat(DatabaseFailure.isTransient(new IllegalStateException(new NoStackTraceThrowable(message))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "58030", "40001", "40P01"})
    void waitsForADatabaseThatIsAwayOrOverloaded(String sqlState) {
        assertThat(DatabaseFailure.isTransient(refusal(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "23505", "23P01", "42501", "P0001"})
    void repeatsNothingThatTheDatabaseRefuses(String sqlState) {
        assertThat(DatabaseFailure.isTransient(refusal(sqlState))).isFalse();
        assertThat(DatabaseFailure.isRetryable(refusal(sqlState))).isFalse();
    }

    @Test
    void waitsForANetworkThatIsDown() {
        assertThat(DatabaseFailure.isTransient(new IOException("reset"))).isTrue();
        assertThat(DatabaseFailure.isTransient(new TimeoutException())).isTrue();
        assertThat(DatabaseFailure.isTransient(new IllegalStateException("Pool of ideas")))
                .isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, null);
    }
}
