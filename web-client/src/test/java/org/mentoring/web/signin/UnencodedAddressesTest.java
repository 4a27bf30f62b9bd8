package org.mentoring.web.signin;

import java.io.IOException;
import java.net.Socket;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What people type into the address bar, and browsers send as it is. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@WithTestResource(StubIssuer.class)
class UnencodedAddressesTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        StubIssuer.reset();
    }

    @Test
    void findWhatTheyName() throws IOException {
        assertThat(get("/?q=100%")).startsWith("HTTP/1.1 200 ").contains("value=\"100%\"");
        assertThat(get("/?q=a|b{c}")).startsWith("HTTP/1.1 200 ").contains("value=\"a|b{c}\"");
    }

    @Test
    void leadToTheSignIn() throws IOException {
        assertThat(get("/bookings?show=past|{")).startsWith("HTTP/1.1 302 ").containsIgnoringCase("location: ");
    }

    @Test
    void ofTheApiAreAnsweredWithAProblem() throws IOException {
        assertThat(get("/api/v1/nothing?x={"))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json", "\"instance\":\"/api/v1/nothing\"");
    }

    private static String get(String target) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: localhost:" + RestAssured.port
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
