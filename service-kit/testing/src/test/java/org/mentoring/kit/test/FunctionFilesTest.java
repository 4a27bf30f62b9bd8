package org.mentoring.kit.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FunctionFilesTest {

    private static final String BODY = "() RETURNS void LANGUAGE sql AS $$ SELECT $$;\n";

    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void acceptsTheFilesOfTheKit() {
        assertThatCode(() -> FunctionFiles.check(
                        FunctionFiles.FUNCTIONS_OF_KIT_TABLES, Path.of("../runtime/src/main/resources/db/kit")))
                .doesNotThrowAnyException();
    }

    @Test
    void reportsAFunctionThatIsDefinedTwice() throws IOException {
        write(first, "R__book.sql", "CREATE OR REPLACE FUNCTION book" + BODY);
        write(second, "V1__tables.sql", "create function book" + BODY);

        assertThatThrownBy(() -> FunctionFiles.check(Set.of(), first, second))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("book is defined in")
                .hasMessageContaining("V1__tables.sql");
    }

    @Test
    void reportsAFunctionThatIsNotInTheFileOfItsName() throws IOException {
        write(first, "V1__tables.sql", "CREATE FUNCTION book" + BODY);
        write(
                first,
                "R__cancel.sql",
                "CREATE OR REPLACE FUNCTION cancel" + BODY + "CREATE OR REPLACE PROCEDURE tell" + BODY);

        assertThatThrownBy(() -> FunctionFiles.check(Set.of(), first))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("R__book.sql")
                .hasMessageContaining("R__tell.sql")
                .message()
                .doesNotContain("cancel is defined");
    }

    @Test
    void reportsARepeatableFileThatIsInTwoDirectories() throws IOException {
        write(first, "R__row_security.sql", "");
        write(second, "R__row_security.sql", "");

        assertThatThrownBy(() -> FunctionFiles.check(Set.of(), first, second))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("R__row_security.sql");
    }

    @Test
    void acceptsFunctionsThatTablesNeed() throws IOException {
        write(first, "V1__tables.sql", "CREATE FUNCTION plain_text" + BODY);

        assertThatCode(() -> FunctionFiles.check(Set.of("plain_text"), first)).doesNotThrowAnyException();
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
