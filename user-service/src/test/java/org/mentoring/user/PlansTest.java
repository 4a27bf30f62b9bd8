package org.mentoring.user;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@RealParts
class PlansTest {

    @Inject
    Pool pool;

    @Test
    void usesGenericPlans() {
        var mode =
                pool.query("SHOW plan_cache_mode").executeAndAwait().iterator().next();
        assertThat(mode.getString(0)).isEqualTo("force_generic_plan");
    }

    @Test
    void plansTheSearchForEachSearchTerm() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(
                            TestDatabase.count(
                                    database,
                                    "SELECT count(*) FROM pg_proc WHERE proname = 'mentees_named' AND 'plan_cache_mode=auto' = ANY (proconfig)"))
                    .isOne();
        }
    }
}
