package org.mentoring.contracts;

import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.mentoring.contracts.exchange.ExchangeContract;
import org.mentoring.contracts.exchange.ExchangeContract.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** What an exchange does that is not documented is named. */
class ExchangeContractTest {

    private static final String SLOTS = "/api/v1/slots";
    private static final String JSON = "application/json;charset=UTF-8";
    private static final Set<String> HEADERS = Set.of("etag", "content-type");

    private final ExchangeContract contract = ExchangeContract.of(new Project(Path.of("../..")));

    @Test
    void acceptsDocumentedExchanges() {
        assertThat(contract.breaches(new Exchange("GET", SLOTS, null, 200, JSON, HEADERS, """
                {"mentor_id": "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001", "time_zone": "UTC", "items": [], "next_from": null,
                 "session_types": [], "approval_required": false, "booking_window_days": 60, "unavailable": null}
                """)))
                .isEmpty();
        assertThat(contract.breaches(new Exchange("GET", "/api/v1/nothing", null, 404, "", HEADERS, "")))
                .isEmpty();
    }

    @Test
    void reportsAMissingOrWronglyTypedField() {
        assertThat(contract.breaches(new Exchange("GET", SLOTS, null, 200, JSON, HEADERS, """
                {"mentor_id": "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001", "time_zone": 7, "next_from": null,
                 "session_types": [], "approval_required": false, "booking_window_days": 60, "unavailable": null}
                """)))
                .hasSize(2)
                .anyMatch(breach -> breach.contains("GET " + SLOTS) && breach.contains("/time_zone"))
                .anyMatch(breach -> breach.contains("items"));
    }

    @Test
    void reportsAnUndocumentedStatusMediaTypeOrOperation() {
        assertThat(contract.breaches(new Exchange("GET", SLOTS, null, 418, "", HEADERS, "")))
                .containsExactly("GET /api/v1/slots answered 418, which slots.find does not document");
        assertThat(contract.breaches(new Exchange("GET", SLOTS, null, 200, "text/html", HEADERS, "<p>")))
                .containsExactly("GET /api/v1/slots answered 200 as 'text/html', which is not documented");
        assertThat(contract.breaches(new Exchange("GET", "/api/v1/nothing", null, 200, JSON, HEADERS, "{}")))
                .containsExactly("GET /api/v1/nothing answered 200: there is no such operation");
    }

    @Test
    void reportsADocumentedHeaderThatIsMissing() {
        assertThat(contract.breaches(new Exchange("POST", "/api/v1/expertise-tags", null, 201, JSON, HEADERS, """
                {"id": "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0101", "name": "Go", "aliases": [], "created_at": "2027-03-01T09:00:00Z",
                 "version": 1}
                """)))
                .containsExactly("POST /api/v1/expertise-tags answered 201 without the documented header Location");
    }

    @Test
    void acceptsGatewayProblemsForEveryOperation() {
        assertThat(contract.breaches(new Exchange("GET", SLOTS, null, 502, "application/problem+json", HEADERS, """
                {"type": "urn:problem-type:mentoring:bad-gateway", "title": "It broke off", "status": 502,
                 "instance": "/api/v1/slots"}
                """)))
                .isEmpty();
        assertThat(contract.breaches(new Exchange("GET", SLOTS, null, 504, "text/plain", HEADERS, "too slow")))
                .containsExactly("GET /api/v1/slots answered 504 as 'text/plain', which is not documented");
    }

    @Test
    void reportsAnAcceptedRequestThatTheDocumentForbids() {
        assertThat(contract.breaches(
                        new Exchange("PUT", "/api/v1/users/me", "{\"nam\": \"X\"}", 200, JSON, HEADERS, "{}")))
                .anyMatch(breach -> breach.contains("the request") && breach.contains("nam"));
    }
}
