package org.mentoring.benchmark.platform;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.load.ConstantRateLoad;
import org.mentoring.local.client.Api;
import org.mentoring.local.command.CommandFailedException;
import org.mentoring.local.command.PlatformCommand;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.RunningPlatform;
import picocli.CommandLine.Command;

/** Measures the pages that everybody may see, on a platform that is up and otherwise idle. */
@Command(name = "pages", description = "measures how long the web client takes for public pages at a steady rate")
public final class PagesBenchmark implements Callable<Integer> {

    private static final int PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 40;
    private static final int SECONDS = 20;
    private static final int OK = 200;

    public static void main(String[] args) {
        PlatformCommand.run(new PagesBenchmark(), args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var paths = PlatformPaths.here();
        if (new RunningPlatform(paths).state().isEmpty()) {
            throw new CommandFailedException("Nothing is running; ./platform up --full-speed starts it.");
        }
        var pages = pages(paths);
        var vertx = Vertx.vertx();
        try {
            // Not by way of the gateway, which limits how often one address may ask.
            var load = new ConstantRateLoad(vertx, paths.ports().web());
            load.run(List.copyOf(pages.values()), OK, PER_SECOND, WARM_UP_SECONDS);
            for (var page : pages.entrySet()) {
                var millis = load.run(List.of(page.getValue()), OK, PER_SECOND, SECONDS);
                System.out.printf("%-16s %s%n", page.getKey(), millis.inMillis());
            }
            return 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Map<String, String> pages(PlatformPaths paths) {
        try (var api = new Api(paths.addresses())) {
            var mentor = api.anyone()
                    .get("/api/v1/mentors?limit=1")
                    .expect(OK)
                    .json()
                    .at("/items/0/id")
                    .asText();
            if (mentor.isEmpty()) {
                throw new CommandFailedException("There are no mentors; ./platform demo makes some.");
            }
            var pages = new LinkedHashMap<String, String>();
            pages.put("find", "/");
            pages.put("find by words", "/?q=java&min_rating=3");
            pages.put("mentor", "/mentors/" + mentor);
            pages.put("times", "/mentors/" + mentor + "/book");
            return pages;
        }
    }
}
