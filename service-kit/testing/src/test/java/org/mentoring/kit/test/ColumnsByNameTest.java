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

class ColumnsByNameTest {

    @TempDir
    Path sources;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM mentors",
                "SELECT DISTINCT\n * FROM mentors",
                "UPDATE mentors SET name = $1 RETURNING *",
                "SELECT m.* FROM mentors m",
                "RETURNING m.*, x",
                "SELECT x, m.* FROM mentors m"
            })
    void reportsFileAndLineOfAStatementThatDoesNotNameItsColumns(String sql) throws IOException {
        write("\n\"" + sql + "\"");

        assertThatThrownBy(() -> ColumnsByName.check(sources))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Statements.java:" + (sql.contains("\n") ? 3 : 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM mentors",
                "SELECT id FROM mentors",
                "SELECT * FROM book_session($1)",
                "SELECT 2 * 3",
                "import static java.util.List.*;"
            })
    void acceptsStatementsThatNameTheirColumns(String sql) throws IOException {
        write(sql);

        assertThatCode(() -> ColumnsByName.check(sources)).doesNotThrowAnyException();
    }

    @Test
    void checksOnlyJava() throws IOException {
        Files.writeString(sources.resolve("V1__all.sql"), "SELECT * FROM mentors");

        assertThatCode(() -> ColumnsByName.check(sources)).doesNotThrowAnyException();
    }

    private void write(String text) throws IOException {
        Files.writeString(Files.createDirectories(sources.resolve("org")).resolve("Statements.java"), text);
    }
}
