package org.mentoring.local.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Limits the time of a whole answer: the timeout of {@link HttpRequest} covers only the headers. */
final class BodyTimeout {

    private final HttpClient http;
    private final Duration longest;

    BodyTimeout(HttpClient http, Duration longest) {
        this.http = http;
        this.longest = longest;
    }

    /** @throws HttpTimeoutException if the answer is not complete in time; it is cancelled then */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException, InterruptedException {
        var answer = http.sendAsync(request, body);
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("Not answered in full within " + longest.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
