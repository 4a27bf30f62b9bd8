package org.mentoring.kit.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;

import jakarta.persistence.PersistenceException;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import org.hibernate.exception.ConstraintViolationException;
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
                "Timeout",
                "SSL handshake failed"
            })
    void treatsALostConnectionAsTransient(String message) {
        assertThat(DatabaseFailure.isTransient(new IllegalStateException(new NoStackTraceThrowable(message))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "53300", "57P01", "57P03", "58030", "40001", "40P01"})
    void treatsAnUnavailableOrOverloadedDatabaseAsTransient(String sqlState) {
        assertThat(DatabaseFailure.isTransient(refusal(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "23505", "23P01", "42501", "P0001"})
    void doesNotTreatARefusalAsTransient(String sqlState) {
        assertThat(DatabaseFailure.isTransient(refusal(sqlState))).isFalse();
        assertThat(DatabaseFailure.isRetryable(refusal(sqlState))).isFalse();
    }

    @Test
    void treatsANetworkFailureAsTransient() {
        assertThat(DatabaseFailure.isTransient(new IOException("reset"))).isTrue();
        assertThat(DatabaseFailure.isTransient(new TimeoutException())).isTrue();
        assertThat(DatabaseFailure.isTransient(new IllegalStateException("Pool of ideas")))
                .isFalse();
    }

    @Test
    void doesNotTreatOtherClientFailuresAsALostConnection() {
        assertThat(DatabaseFailure.isTransient(new NoStackTraceThrowable("Parameter at position[0] is wrong")))
                .isFalse();
        assertThat(DatabaseFailure.isTransient(new NoStackTraceThrowable(null))).isFalse();
        assertThat(DatabaseFailure.isTransient(new VertxException("Connection closed")))
                .isTrue();
        assertThat(DatabaseFailure.isTransient(new IllegalStateException("Connection closed")))
                .isFalse();
    }

    /** Hibernate keeps of the client's exception its message and its SQLSTATE. */
    @Test
    void readsFailuresThatHibernateWraps() {
        var lost = new IllegalStateException(new SQLException("ERROR: deadlock detected (40P01)", "40P01"));
        var taken = new PersistenceException(new ConstraintViolationException(
                "could not insert", new SQLException("ERROR: duplicate (23505)", "23505"), "notes_once"));

        assertThat(DatabaseFailure.isRetryable(lost)).isTrue();
        assertThat(DatabaseFailure.isRetryable(taken)).isFalse();
        assertThat(DatabaseFailure.sqlState(taken)).contains("23505");
        assertThat(DatabaseFailure.violates(taken, "notes_once")).isTrue();
        assertThat(DatabaseFailure.violates(lost, "notes_once")).isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, null);
    }
}
