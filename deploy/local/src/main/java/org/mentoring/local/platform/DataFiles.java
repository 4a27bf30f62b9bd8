package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The files of a database server, which may run and remove some of them at any time. */
final class DataFiles {

    private DataFiles() {}

    /** In bytes, of all files below. */
    static long size(Path folder) throws IOException {
        var total = new AtomicLong();
        Files.walkFileTree(folder, new SkippingDeletedFiles() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                total.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }
        });
        return total.get();
    }

    /** The server may delete a file between its listing and its visit. */
    private static class SkippingDeletedFiles extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    /**
     * Files that are deleted meanwhile are skipped: their changes are in the WAL.
     *
     * @param emptied which folders directly below are copied without their content, by name
     * @param skipped which files are not copied, by name
     */
    static void copy(Path from, Path to, Predicate<String> emptied, Predicate<String> skipped) throws IOException {
        Files.walkFileTree(from, new SkippingDeletedFiles() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return folder.getParent().equals(from)
                                && emptied.test(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!skipped.test(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException gone) {
                        Files.deleteIfExists(to.resolve(from.relativize(file)));
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
