package org.mentoring.contracts;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.mentoring.contracts.database.Databases;
import org.mentoring.contracts.database.SampleQueries;

import static org.assertj.core.api.Assertions.assertThatCode;

/** Every query that the documentation of the databases shows runs. */
class SampleQueryTest {

    private static final Project PROJECT = new Project(Path.of("../.."));

    @Test
    void everySampleQueryRunsAsTheRoleOfItsService() throws Exception {
        try (var databases = Databases.migrated(PROJECT)) {
            for (var service : Project.SERVICES) {
                try (var connection = databases.asApp(service);
                        var statement = connection.createStatement()) {
                    for (var query : SampleQueries.of(PROJECT, service)) {
                        assertThatCode(() -> statement.executeQuery(query.sql()).close())
                                .as("%s: %s", service, query.title())
                                .doesNotThrowAnyException();
                    }
                }
            }
        }
    }
}
