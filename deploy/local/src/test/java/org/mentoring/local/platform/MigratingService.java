package org.mentoring.local.platform;

import org.flywaydb.core.Flyway;

/** Migrates a database as a service does when it starts, and ends. */
final class MigratingService {

    private MigratingService() {}

    /** @param arguments the URL of the database, its user and password, and where the migrations are */
    public static void main(String[] arguments) {
        Flyway.configure()
                .dataSource(arguments[0], arguments[1], arguments[2])
                .locations("filesystem:" + arguments[3])
                .load()
                .migrate();
    }
}
