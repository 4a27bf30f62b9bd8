package org.mentoring.kit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders in which parts keep their files. */
public final class Folders {

    private Folders() {}

    /** What tests and tools of this user may use again: unpacked servers. */
    public static Path sharedCache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "mentoring-parts-" + System.getProperty("user.name"));
    }

    /** Deletes a file, or a folder and what is in it. One that is not there is no failure. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
