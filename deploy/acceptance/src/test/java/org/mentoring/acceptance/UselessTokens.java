package org.mentoring.acceptance;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tokens of the real Keycloak that must open nothing, whoever's they are. */
final class UselessTokens implements AutoCloseable {

    private static final String SHORT_LIVED = "tests-short-lived";
    private static final String FOR_OTHERS = "tests-other-audience";

    private final String keycloak;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String administration;

    UselessTokens(Addresses addresses) throws Exception {
        keycloak = addresses.issuer().toString().replace("/realms/mentoring", "");
        administration = token("master", "admin-cli", "admin");
        client(SHORT_LIVED, "\"basic\", \"profile\", \"email\", \"roles\", \"mentoring-api\"", 1);
        client(FOR_OTHERS, "\"basic\", \"profile\", \"email\", \"roles\"", 300);
    }

    /** By what is wrong with each. */
    Map<String, String> of(String login, String good) throws Exception {
        var parts = good.split("\\.");
        var unsigned = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        var expired = token("mentoring", SHORT_LIVED, login);
        var otherAudience = token("mentoring", FOR_OTHERS, login);
        var end = Instant.ofEpochSecond(claims(expired).path("exp").asLong());
        assertThat(claims(otherAudience).path("aud").toString()).doesNotContain("mentoring-api");
        await().atMost(Duration.ofMinutes(2)).until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        return Map.of(
                "expired", expired,
                "other audience", otherAudience,
                "other issuer", administration,
                "alg=none", unsigned + "." + parts[1] + ".");
    }

    @Override
    public void close() {
        http.close();
    }

    private static JsonNode claims(String token) {
        return Answer.parse(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8));
    }

    private String token(String realm, String client, String login) throws Exception {
        var form = Map.of("grant_type", "password", "client_id", client, "username", login, "password", login);
        var answer = send(HttpRequest.newBuilder(
                        URI.create(keycloak + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&")))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Answer.parse(answer.body()).path("access_token").asText();
    }

    private void client(String id, String scopes, int seconds) throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/mentoring/clients"))
                .header("Authorization", "Bearer " + administration)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"clientId": "%s", "publicClient": true, "directAccessGrantsEnabled": true,
                         "standardFlowEnabled": false, "fullScopeAllowed": true, "defaultClientScopes": [%s],
                         "optionalClientScopes": [], "attributes": {"access.token.lifespan": "%d"}}
                        """.formatted(id, scopes, seconds))));
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }
}
