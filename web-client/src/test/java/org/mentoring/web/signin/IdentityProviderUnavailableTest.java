package org.mentoring.web.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;

/** The web client starts while the identity provider takes connections and answers nothing. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestProfile(IdentityProviderUnavailableTest.Silent.class)
class IdentityProviderUnavailableTest {

    private static final long LONGEST_MILLIS = 15_000;

    public static final class Silent implements QuarkusTestProfile {

        /** The system accepts connections to it that nobody reads; held here, because it closes when it is collected. */
        private static final ServerSocket SILENT = open();

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mentoring.issuer.address",
                    "http://localhost:" + SILENT.getLocalPort() + "/realms/mentoring",
                    "quarkus.oidc.tenant-enabled",
                    "true");
        }

        private static ServerSocket open() {
            try {
                return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/bookings"})
    void saysThatNobodyCanSignInNow(String path) {
        RestAssured.given()
                .redirects()
                .follow(false)
                .get(path)
                .then()
                .statusCode(503)
                .time(lessThan(LONGEST_MILLIS))
                .header("Retry-After", "5")
                .body(containsString("Signing in is not possible at the moment"));
    }

    @Test
    void closesNoPublicPage() {
        RestAssured.get("/").then().statusCode(200).time(lessThan(LONGEST_MILLIS));
        RestAssured.given()
                .cookie("q_session", "eyJhbGciOiJkaXIifQ.of-before")
                .get("/")
                .then()
                .statusCode(200)
                .time(lessThan(LONGEST_MILLIS));
    }
}
