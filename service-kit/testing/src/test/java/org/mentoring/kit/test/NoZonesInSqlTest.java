package org.mentoring.kit.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NoZonesInSqlTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT start_time AT TIME ZONE $1 FROM t",
                "SELECT start_time at time\n zone s.time_zone FROM t",
                "SELECT timezone('Europe/Berlin', now())",
                "SELECT date_trunc('week', start_time) FROM t",
                "SELECT date_trunc('day', now(), $1)",
                "SELECT current_date",
                "SET LOCAL TIME ZONE 'Europe/Berlin'",
                "SELECT make_timestamptz(2027, 1, 1, 0, 0, 0, $1)"
            })
    void findsAConversion(String sql) throws IOException {
        Files.writeString(directory.resolve("R__f.sql"), "-- A function\n" + sql + ";\n");
        assertThatThrownBy(() -> NoZonesInSql.check(directory)).hasMessageContaining("R__f.sql:");
        Files.delete(directory.resolve("R__f.sql"));
        Files.writeString(directory.resolve("F.java"), "class F { String sql = \"\"\"\n  " + sql + "\n  \"\"\"; }");
        assertThatThrownBy(() -> NoZonesInSql.check(directory)).hasMessageContaining("F.java:");
    }

    @Test
    void acceptsUtcAndTextThatIsNoSql() throws IOException {
        Files.writeString(
                directory.resolve("R__f.sql"),
                "-- never AT TIME ZONE p_zone\nSELECT to_char(t AT TIME ZONE 'UTC', 'YYYY'), date_trunc('second', t) FROM t;");
        Files.writeString(
                directory.resolve("F.java"), "class F { Object f = person.timezone(); /* AT TIME ZONE x */ }");
        assertThatCode(() -> NoZonesInSql.check(directory, Path.of("nowhere"))).doesNotThrowAnyException();
    }
}
