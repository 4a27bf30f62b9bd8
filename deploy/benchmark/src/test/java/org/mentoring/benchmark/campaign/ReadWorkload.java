package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.mentoring.local.client.Api;

/** People who read, by the API and by the pages, until {@link #stop}. Nothing is asked a second time. */
final class ReadWorkload implements AutoCloseable {

    private static final int PAUSE_MILLIS = 400;
    private static final int OK = 200;
    private static final int TOKEN_EXPIRED = 401;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    void readApi(Api api, String login, List<String> paths) {
        readers.execute(new Runnable() {
            private String token = api.token(login);

            @Override
            public void run() {
                readRepeatedly(paths, path -> {
                    var status = api.withToken(token).get(path).status();
                    if (status == TOKEN_EXPIRED) {
                        token = api.token(login);
                        status = api.withToken(token).get(path).status();
                    }
                    return status;
                });
            }
        });
    }

    void readPages(SignedInVisitor visitor, List<String> paths) {
        readers.execute(() -> readRepeatedly(paths, visitor::get));
    }

    private void readRepeatedly(List<String> paths, Read read) {
        try {
            for (var i = 0; !stopped; i++) {
                read(paths.get(i % paths.size()), read);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String path, Read read) throws InterruptedException {
        try {
            var status = read.statusOf(path);
            answered.incrementAndGet();
            if (status != OK) {
                failures.add(status + " GET " + path);
            }
        } catch (IOException | UncheckedIOException e) {
            failures.add("GET " + path + ": " + e);
        }
    }

    /** Returns when everybody has got the last answer. */
    void stop() throws InterruptedException {
        stopped = true;
        readers.shutdown();
        if (!readers.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Some requests are still in progress");
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
        readers.shutdownNow();
    }

    private interface Read {
        int statusOf(String path) throws IOException, InterruptedException;
    }
}
