package org.mentoring.local.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What this gateway limits, the gateway of a cluster limits by the same figures. */
class GatewayLimitsTest {

    private static final Path MANIFESTS = Path.of("../kubernetes/base/gateway");
    private static final Path CONTRACT = Path.of("../contracts/openapi/mentoring.yaml");
    private static final String CALLER = "x-caller";

    private final GatewaySettings settings = GatewaySettings.from(Map.of());
    private final JsonNode limits = specs("limits.yaml").getFirst();
    private final JsonNode bookingLimits = specs("limits.yaml").getLast();
    private final JsonNode clients = specs("clients.yaml").getFirst();
    private final JsonNode callers = specs("callers.yaml").getFirst();

    @Test
    void acceptsRequestsOfTheSameSize() {
        assertThat(bytes(limits.at("/requestBuffer/limit"))).isEqualTo(GatewaySettings.MAX_BODY_BYTES);
    }

    @Test
    void acceptsLargerForms() {
        var pages = specs("web-client.yaml").getLast();

        assertThat(pages.at("/targetRefs/0/name").asText()).isEqualTo(GatewaySettings.PAGES);
        assertThat(pages.at("/mergeType").asText()).isEqualTo("StrategicMerge");
        assertThat(bytes(pages.at("/requestBuffer/limit"))).isEqualTo(GatewaySettings.MAX_BODY_BYTES_OF_PAGES);
    }

    @Test
    void hasTheSameTimeouts() {
        assertThat(duration(limits.at("/timeout/http/requestTimeout"))).isEqualTo(settings.requestTimeout());
        assertThat(duration(clients.at("/timeout/http/requestReceivedTimeout"))).isEqualTo(settings.requestTimeout());
        assertThat(duration(clients.at("/timeout/http/idleTimeout"))).isEqualTo(settings.idleTimeout());
        assertThat(duration(limits.at("/timeout/tcp/connectTimeout"))).isEqualTo(Upstream.CONNECT_WITHIN);
    }

    @Test
    void hasTheSameConnectionLimits() {
        assertThat(limits.at("/circuitBreaker/maxConnections").asInt()).isEqualTo(settings.connectionsPerBackend());
        assertThat(limits.at("/circuitBreaker/maxPendingRequests").asInt())
                .isEqualTo(settings.connectionsPerBackend() * Upstream.WAITING_PER_CONNECTION);
    }

    @Test
    void hasTheSameRequestLimitPerAddress() {
        assertThat(settings.burst()).isEqualTo(settings.rate());
        for (var policy : List.of(limits, bookingLimits)) {
            assertThat(each(policy.at("/rateLimit/local/rules")))
                    .filteredOn(rule -> rule.at("/clientSelectors/0").has("sourceCIDR"))
                    .hasSize(2)
                    .allSatisfy(rule -> {
                        assertThat(rule.at("/limit/requests").asInt()).isEqualTo(settings.rate());
                        assertThat(rule.at("/limit/unit").asText()).isEqualTo("Second");
                    });
        }
    }

    @Test
    void hasTheSameBookingLimitPerPerson() {
        var tighter = each(bookingLimits.at("/rateLimit/local/rules")).stream()
                .filter(rule -> rule.at("/clientSelectors/0").has("path"))
                .toList();

        assertThat(tighter)
                .extracting(rule -> rule.at("/clientSelectors/0/path/value").asText())
                .containsExactlyInAnyOrderElementsOf(CallLimits.TIGHTER);
        assertThat(tighter).allSatisfy(rule -> {
            assertThat(rule.at("/clientSelectors/0/methods/0/value").asText()).isEqualTo("POST");
            assertThat(rule.at("/clientSelectors/0/headers/0/name").asText()).isEqualTo(CALLER);
            assertThat(rule.at("/limit/requests").asInt()).isEqualTo(settings.bookingsAMinute());
            assertThat(rule.at("/limit/unit").asText()).isEqualTo("Minute");
        });
    }

    @Test
    void hasTheSameBookingLimitByPages() throws IOException {
        var pages = new Properties();
        try (var file =
                Files.newBufferedReader(Path.of("../../web-client/src/main/resources/application.properties"))) {
            pages.load(file);
        }

        assertThat(pages.getProperty("mentoring.web.bookings-a-minute"))
                .isEqualTo(String.valueOf(settings.bookingsAMinute()));
    }

    @Test
    void refusesWithTheSameProblems() throws Exception {
        var said = new HashMap<Integer, JsonNode>();
        for (var override : each(limits.at("/responseOverride"))) {
            assertThat(override.at("/source").asText()).isEqualTo("Local");
            assertThat(override.at("/response/contentType").asText()).isEqualTo(Refusal.MEDIA_TYPE);
            said.put(
                    override.at("/match/statusCodes/0/value").asInt(),
                    new ObjectMapper()
                            .readTree(override.at("/response/body/inline").asText()));
        }

        var refusals = Stream.of(
                Refusal.bodyTooLarge(),
                Refusal.tooManyRequests(Duration.ZERO),
                Refusal.unavailable("The service is not there or has too much to do; try again."),
                Refusal.gatewayTimeout());
        assertThat(said)
                .containsExactlyInAnyOrderEntriesOf(refusals.collect(
                        Collectors.toMap(Refusal::status, refusal -> withoutTheRequest(refusal.document(null, "")))));
    }

    /** Envoy's answers do not name the request: its id is in the header {@code X-Request-Id}. */
    private static JsonNode withoutTheRequest(Buffer document) {
        var problem = document.toJsonObject();
        problem.remove("trace_id");
        return new ObjectMapper().valueToTree(problem.getMap());
    }

    @Test
    void hasTheSameCorsPolicy() {
        assertThat(texts(callers.at("/cors/allowOrigins"))).containsExactlyElementsOf(settings.corsOrigins());
        assertThat(texts(callers.at("/cors/allowMethods")))
                .containsExactlyInAnyOrderElementsOf(
                        Gateway.CORS_METHODS.stream().map(HttpMethod::name).toList());
        assertThat(texts(callers.at("/cors/allowHeaders"))).containsExactlyInAnyOrderElementsOf(Gateway.CORS_HEADERS);
        assertThat(texts(callers.at("/cors/exposeHeaders"))).containsExactlyInAnyOrderElementsOf(Gateway.CORS_EXPOSED);
        assertThat(duration(callers.at("/cors/maxAge"))).hasSeconds(Gateway.PREFLIGHT_SECONDS);
    }

    @Test
    void letsPagesOfOtherOriginsSendEveryDocumentedHeader() {
        var documented = StrictManifests.documents(CONTRACT).stream()
                .flatMap(contract -> contract.findParents("in").stream())
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .map(parameter -> parameter.path("name").asText())
                .distinct();

        assertThat(documented).contains("Booking-Link").isSubsetOf(Gateway.CORS_HEADERS);
    }

    private static List<JsonNode> specs(String file) {
        return StrictManifests.documents(MANIFESTS.resolve(file)).stream()
                .map(document -> document.path("spec"))
                .toList();
    }

    private static List<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode list) {
        return each(list).stream().map(JsonNode::asText).toList();
    }

    private static Duration duration(JsonNode value) {
        return Duration.parse("PT" + value.asText().toUpperCase());
    }

    private static int bytes(JsonNode value) {
        var text = value.asText();
        var number = Integer.parseInt(text.substring(0, text.length() - 2));
        return text.endsWith("Mi") ? number * 1024 * 1024 : number * 1024;
    }
}
