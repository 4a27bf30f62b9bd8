package org.mentoring.booking;

import java.time.Instant;
import java.time.ZoneId;
import java.util.TreeMap;

import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.validation.TimeZones;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tells where PostgreSQL's zone data differ from those of the JVM. Nothing depends on it, for SQL converts no times; it is for those
 * who look at times with psql.
 */
@QuarkusTest
@RealParts
class ZoneDataTest {

    private static final Logger LOG = Logger.getLogger(ZoneDataTest.class);

    @Test
    void reportsWhereTheZoneDataOfTheDatabaseDiffer() throws Exception {
        var compared = 0;
        var differences = new TreeMap<String, String>();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement();
                var rows = statement.executeQuery("""
                        SELECT z.name, extract(epoch FROM t)::bigint AS at,
                               extract(epoch FROM (t AT TIME ZONE z.name) - (t AT TIME ZONE 'UTC'))::integer AS seconds
                          FROM pg_timezone_names z
                         CROSS JOIN generate_series(date_trunc('month', now()), now() + interval '2 years', interval '1 week') t
                         WHERE z.name NOT LIKE 'posix%'
                         ORDER BY z.name, t
                        """)) {
            while (rows.next()) {
                var name = rows.getString("name");
                if (TimeZones.isKnown(name)) {
                    var at = Instant.ofEpochSecond(rows.getLong("at"));
                    var offset = ZoneId.of(name).getRules().getOffset(at);
                    compared++;
                    if (offset.getTotalSeconds() != rows.getInt("seconds")) {
                        differences.putIfAbsent(
                                name, "%s: %s here, %d s there".formatted(at, offset, rows.getInt("seconds")));
                    }
                }
            }
        }
        differences.forEach((zone, difference) -> LOG.warnf("Zone data differ for %s from %s", zone, difference));
        assertThat(compared).isGreaterThan(10_000);
    }
}
