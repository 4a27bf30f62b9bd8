package org.mentoring.kit.health;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.mentoring.kit.database.SingleStatement;

/**
 * A service is ready while its database answers through the pool that requests use. Nothing else that it talks to is asked:
 * without Kafka its events wait, and without Keycloak it knows the keys it fetched.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

    private static final String NAME = "database";
    /** Less than a probe waits, and long enough for a full pool to let one statement in. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Pool pool;

    DatabaseReadiness(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return SingleStatement.execute(pool, "SELECT 1", Tuple.tuple())
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .map(answered -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("failure", failure.getClass().getSimpleName())
                        .build());
    }
}
