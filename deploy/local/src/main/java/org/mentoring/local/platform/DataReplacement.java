package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.mentoring.kit.embedded.Folders;

/** Puts a folder of data in the place of another, so that one of the two is there whatever happens meanwhile. */
final class DataReplacement {

    private final Path current;
    private final Path before;

    /** @param current must be on the same file system as what is to replace it */
    DataReplacement(Path current) {
        this.current = current;
        this.before = current.resolveSibling(current.getFileName() + ".before");
    }

    /** Replaces the data; on failure they are as they were. What they were is kept until {@link #deleteBefore}. */
    void by(Path replacement) throws IOException {
        undoUnfinished();
        Folders.delete(before);
        Files.move(current, before);
        try {
            Files.move(replacement, current);
        } catch (IOException e) {
            undoUnfinished();
            throw e;
        }
    }

    /** After a process that died between the two steps: without this the next start would begin with empty data. */
    void undoUnfinished() throws IOException {
        if (!Files.exists(current) && Files.exists(before)) {
            Files.move(before, current);
        }
    }

    void deleteBefore() throws IOException {
        Folders.delete(before);
    }
}
