package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The file system of a part's data. It is filled only if it is small and belongs to that part alone. */
record SmallDisk(Path data) {

    private static final long LARGEST = 4L << 30;
    private static final int BLOCK = 1 << 20;

    boolean isSmall() throws IOException {
        var own = Files.getFileStore(data);
        return own.getTotalSpace() <= LARGEST && !own.equals(Files.getFileStore(data.getParent()));
    }

    /** Keeps the disk full for so many seconds, also when space is freed. */
    void fill(int seconds) throws IOException, InterruptedException {
        var filler = data.resolve("filler-of-a-campaign");
        try (var file = Files.newOutputStream(filler)) {
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < until) {
                for (var size = BLOCK; size > 0; ) {
                    try {
                        file.write(new byte[size]);
                    } catch (IOException full) {
                        // A smaller block may still find room.
                        size /= 4;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } finally {
            Files.delete(filler);
        }
    }
}
