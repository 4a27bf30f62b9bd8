package org.mentoring.web.api;

import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.api.client.RatingsApi;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the log says of a refusal of the API. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class ApiProblemsTest {

    @Inject
    @RestClient
    RatingsApi ratings;

    @BeforeEach
    void reset() {
        StubApi.reset();
    }

    @Test
    void namesTheOperation() {
        StubApi.refuse("GET", "/ratings/.*", 503, "unavailable");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> ratings.ratingsGet(UUID.fromString(Samples.id(1))))
                .withMessage("The API answered ratingsGet with 503 urn:problem-type:mentoring:unavailable");
    }
}
