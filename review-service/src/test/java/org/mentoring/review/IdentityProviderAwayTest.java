package org.mentoring.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.lessThan;

/** The service starts while the identity provider takes connections and answers nothing. */
@QuarkusTest
@RealParts
@TestProfile(IdentityProviderAwayTest.Silent.class)
class IdentityProviderAwayTest {

    public static final class Silent implements QuarkusTestProfile {

        /** The system accepts connections to it that nobody reads; held here, because it closes when it is collected. */
        private static final ServerSocket SILENT = open();

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mentoring.issuer.address", "http://localhost:" + SILENT.getLocalPort() + "/realms/mentoring");
        }

        private static ServerSocket open() {
            try {
                return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void asksSignedInCallersToTryAgain() {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("Linus", UUID.randomUUID()).roles("mentee").build())
                .get("/api/v1/reviews/mine")
                .then()
                .statusCode(503)
                .time(lessThan(10_000L))
                .header("Retry-After", "5")
                .body("type", endsWith(":unavailable"));
    }

    @Test
    void answersWhoIsNotSignedIn() {
        RestAssured.get("/api/v1/ratings/" + UUID.randomUUID()).then().statusCode(200);
    }
}
