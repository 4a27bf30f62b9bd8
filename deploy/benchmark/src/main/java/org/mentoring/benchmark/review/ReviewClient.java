package org.mentoring.benchmark.review;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/** One client of the review service that asks, waits for the answer, and asks again. */
final class ReviewClient implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    ReviewClient(int port) {
        base = "http://localhost:" + port + "/api/v1/";
    }

    /** Milliseconds until the answer is there, of each path in turn. */
    List<Double> times(List<String> paths) throws IOException, InterruptedException {
        var times = new ArrayList<Double>();
        for (var path : paths) {
            var begin = System.nanoTime();
            get(path);
            times.add((System.nanoTime() - begin) / 1e6);
        }
        return times;
    }

    /** The path of a page that so many others precede, or of the last one; it got there from page to page. */
    String deep(String path, int pages) throws IOException, InterruptedException {
        var page = path;
        for (var i = 0; i < pages; i++) {
            var cursor = new JsonObject(get(page + "&limit=100")).getString("next_cursor");
            if (cursor == null) {
                return page;
            }
            page = path + "&cursor=" + cursor;
        }
        return page;
    }

    /** Milliseconds until the review is published. */
    double publish(UUID session, String token) throws IOException, InterruptedException {
        var body = "{\"session_id\": \"%s\", \"rating\": 4, \"feedback\": \"Listens, and asks.\"}".formatted(session);
        var request = HttpRequest.newBuilder(URI.create(base + "reviews"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        var begin = System.nanoTime();
        send(request, 201);
        return (System.nanoTime() - begin) / 1e6;
    }

    @Override
    public void close() {
        http.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).build(), 200);
    }

    private String send(HttpRequest request, int expected) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    request.uri() + " was answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
