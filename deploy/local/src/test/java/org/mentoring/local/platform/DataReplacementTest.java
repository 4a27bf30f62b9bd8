package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataReplacementTest {

    @TempDir
    Path folder;

    private Path current;
    private Path before;
    private Path replacement;
    private DataReplacement data;

    @BeforeEach
    void write() throws IOException {
        current = data("postgres", "current");
        before = folder.resolve("postgres.before");
        replacement = data("postgres.restored", "restored");
        data = new DataReplacement(current);
    }

    @Test
    void replacesTheDataAndKeepsThemUntilTheyAreDeleted() throws IOException {
        data.by(replacement);

        assertThat(content(current)).isEqualTo("restored");
        assertThat(content(before)).isEqualTo("current");
        assertThat(replacement).doesNotExist();

        data.deleteBefore();
        assertThat(before).doesNotExist();
    }

    @Test
    void leavesTheDataAsTheyWereWhenTheReplacementCannotBeMoved() throws IOException {
        assertThatThrownBy(() -> data.by(folder.resolve("nothing"))).isInstanceOf(IOException.class);

        assertThat(content(current)).isEqualTo("current");
        assertThat(before).doesNotExist();
    }

    @Test
    void goesBackToTheDataOfBeforeWhenTheProcessDiedBetweenTheSteps() throws IOException {
        Files.move(current, before);

        data.undoUnfinished();

        assertThat(content(current)).isEqualTo("current");
    }

    @Test
    void losesNothingWhenItIsTriedAgainAfterTheProcessDied() throws IOException {
        Files.move(current, before);

        data.by(replacement);

        assertThat(content(current)).isEqualTo("restored");
        assertThat(content(before)).isEqualTo("current");
    }

    @Test
    void leavesReplacedDataAlone() throws IOException {
        data.by(replacement);

        data.undoUnfinished();

        assertThat(content(current)).isEqualTo("restored");
    }

    private Path data(String name, String content) throws IOException {
        var data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("content"), content);
        return data;
    }

    private static String content(Path data) throws IOException {
        return Files.readString(data.resolve("content"));
    }
}
