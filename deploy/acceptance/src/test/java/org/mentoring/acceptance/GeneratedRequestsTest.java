package org.mentoring.acceptance;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.GeneratedRequests.Request;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.contracts.Documents;
import org.mentoring.contracts.exchange.ExchangeContract;
import org.mentoring.contracts.exchange.ExchangeContract.Exchange;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever is sent, by whomever, the answer is one that the API documents, none of them a failure of ours, and nothing that is
 * private to others. {@code -Dgenerated.requests=100000 -Dgenerated.seed=2} asks for more, or for others.
 */
@ExtendWith(RunningPlatform.class)
class GeneratedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("generated.requests", 600);
    private static final long SEED = Long.getLong("generated.seed", 1);
    /** Of people with whom the callers have no booking: the sides of a confirmed one see each other's addresses. */
    private static final List<String> PRIVATE = List.of("linus@example.org", "1907-07-07");
    /** People of their own: what they change is nobody else's. */
    private static final String MENTEE = "generated-mentee";

    private static final String MENTOR = "generated-mentor";
    /** They would take from other tests the people, mentors and roles that these work with. */
    private static final Set<String> SPARED = Set.of(
            "DELETE /api/v1/users/me",
            "DELETE /api/v1/users/{user_id}",
            "POST /api/v1/mentors/{id}/suspend",
            "DELETE /api/v1/expertise-tags/{id}",
            "POST /api/v1/expertise-tags/{id}/merge",
            "PUT /api/v1/expertise-tags/{id}",
            "POST /api/v1/mentors");

    /** So many are sent before it expires, also on a slow machine. */
    private static final int REQUESTS_WITH_A_TOKEN = 1_000;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Platform platform;
    private final ExchangeContract contract;
    private final List<String> found = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new LinkedHashMap<>();
    private Duration longest = Duration.ZERO;
    private Request slowest;

    GeneratedRequestsTest(Platform platform) {
        this.platform = platform;
        this.contract = DocumentedExchanges.contract();
    }

    @Test
    void areAnsweredAsDocumentedForEveryCaller() throws Exception {
        try (var api = new Api(platform.addresses());
                var users = new RealmUsers(platform.addresses());
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var tokens = new LinkedHashMap<String, String>();
            tokens.put("nobody", null);
            users.add(MENTEE);
            users.add(MENTOR);
            tokens.put("admin", api.token("admin"));
            tokens.put(MENTEE, api.token(MENTEE));
            tokens.put(MENTOR, mentorsToken(api, api.withToken(tokens.get("admin"))));
            for (var login : tokens.keySet()) {
                var requests = new GeneratedRequests(Documents.read(DocumentedExchanges.document()), SEED, SPARED);
                for (var mentor : api.anyone().get("/api/v1/mentors").json().path("items")) {
                    requests.know(mentor.path("id").asText());
                }
                var count = Math.max(REQUESTS, 3 * requests.operations());
                for (var number = 0; number < count && found.size() < 20; number++) {
                    if (number > 0 && number % REQUESTS_WITH_A_TOKEN == 0 && tokens.get(login) != null) {
                        tokens.put(login, api.token(login));
                    }
                    send(http, login, tokens.get(login), requests, requests.next(number));
                }
            }
        }
        System.out.println("Generated requests: answers by status " + statuses + ", the longest took "
                + longest.toMillis() + " ms: " + slowest.operation());
        assertThat(found).isEmpty();
        assertThat(statuses).containsKeys(200, 400, 401, 403, 404, 409, 412, 422);
        // Which of them it is depends on the operations there are.
        assertThat(statuses.keySet())
                .as("the statuses of requests that changed something")
                .containsAnyOf(201, 202, 204);
    }

    /** A token that has the role of a mentor, which comes some time after the approval. */
    private static String mentorsToken(Api api, Caller admin) {
        var applicant = api.as(MENTOR);
        var id = applicant
                .post("/api/v1/mentors", "{\"bio\": \"Generated\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        admin.post("/api/v1/mentors/" + id + "/approve", null).expect(200);
        return await().atMost(TIMEOUT)
                .until(
                        () -> api.token(MENTOR),
                        token -> api.withToken(token)
                                        .get("/api/v1/availability/settings")
                                        .status()
                                == 200);
    }

    private void send(HttpClient http, String login, String token, GeneratedRequests requests, Request request)
            throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(platform.addresses().api().resolve(request.path()))
                .timeout(TIMEOUT)
                .method(
                        request.method(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::setHeader);
        if (token != null) {
            builder.setHeader("Authorization", "Bearer " + token);
        }
        var began = System.nanoTime();
        var response = http.send(builder.build(), BodyHandlers.ofString());
        var took = Duration.ofNanos(System.nanoTime() - began);
        if (took.compareTo(longest) > 0) {
            longest = took;
            slowest = request;
        }
        statuses.merge(response.statusCode(), 1, Integer::sum);
        var mediaType = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() >= 500) {
            found.add("answered " + response.statusCode() + ": " + described(login, request));
        }
        contract.breaches(new Exchange(
                        request.method(),
                        request.path().replaceAll("[?].*", ""),
                        request.body(),
                        response.statusCode(),
                        mediaType,
                        response.headers().map().keySet(),
                        response.body()))
                .forEach(breach -> found.add(breach + ": " + described(login, request)));
        if (!login.equals("admin") && PRIVATE.stream().anyMatch(response.body()::contains)) {
            found.add("shows what is private to others: " + described(login, request));
        }
        if (response.statusCode() < 300 && mediaType.startsWith("application/json")) {
            requests.learn(Answer.parse(response.body()));
            response.headers().firstValue("ETag").ifPresent(requests::learnVersion);
        }
    }

    private static String described(String login, Request request) {
        var text = login + " " + request;
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
