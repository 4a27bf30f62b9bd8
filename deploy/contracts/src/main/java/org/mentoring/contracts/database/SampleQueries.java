package org.mentoring.contracts.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.mentoring.contracts.Project;

/** The queries that the documentation shows, from {@code deploy/contracts/database/<service>.sql}. */
public final class SampleQueries {

    private SampleQueries() {}

    /**
     * A query.
     *
     * @param title the comment before it
     */
    public record Query(String title, String sql) {}

    public static List<Query> of(Project project, String service) {
        var file = project.contracts().resolve("database/" + service + ".sql");
        var queries = new ArrayList<Query>();
        try {
            for (var block : Files.readString(file).split("(?m)^-- ")) {
                if (!block.isBlank()) {
                    var end = block.indexOf('\n');
                    queries.add(new Query(
                            block.substring(0, end).strip(),
                            block.substring(end).strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return queries;
    }
}
