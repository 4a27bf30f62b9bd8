package org.mentoring.benchmark;

import java.nio.file.Path;
import java.util.Map;

import org.flywaydb.core.Flyway;

/** Migrates a database as the service does at its start. */
public final class ServiceMigration {

    private ServiceMigration() {}

    /**
     * @param repository the root of the repository
     * @param appRole the role that the service works as
     */
    public static void migrate(
            Path repository, String service, String url, String user, String password, String appRole) {
        Flyway.configure()
                .dataSource(url, user, password)
                .locations(
                        "filesystem:" + repository.resolve("service-kit/runtime/src/main/resources/db/kit"),
                        "filesystem:" + repository.resolve(service + "-service/src/main/resources/db/migration"))
                .placeholders(Map.of("app_role", appRole))
                .outOfOrder(true)
                .initSql("SET check_function_bodies = off")
                .load()
                .migrate();
    }
}
