package org.mentoring.benchmark.directory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import io.vertx.core.json.JsonObject;

/** A client of the directory that sends one request after the other. */
final class DirectoryClient implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    DirectoryClient(int port) {
        this.port = port;
    }

    /**
     * @param millis until the whole answer was there
     * @param nextCursor null on the last page
     */
    record Answer(double millis, int total, String nextCursor) {}

    /** @param query as in the URL */
    Answer get(String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/mentors?" + query))
                .build();
        var start = System.nanoTime();
        var response = client.send(request, BodyHandlers.ofString());
        var millis = (System.nanoTime() - start) / 1e6;
        if (response.statusCode() != 200) {
            throw new IllegalStateException(query + ": " + response.statusCode() + " " + response.body());
        }
        var page = new JsonObject(response.body());
        return new Answer(millis, page.getInteger("total"), page.getString("next_cursor"));
    }

    @Override
    public void close() {
        client.close();
    }
}
