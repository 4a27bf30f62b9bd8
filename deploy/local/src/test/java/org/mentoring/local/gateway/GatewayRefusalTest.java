package org.mentoring.local.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Takes no request that another server could read differently, nor one that is too large. */
class GatewayRefusalTest extends GatewayCase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/users/../../../q/health",
                "/api/v1/users/%2e%2e/q/health",
                "/api/v1/users/..%2fq",
                "/api/v1//users",
                "/api/v1/users;a=b",
                "/api/v1/users\\q",
                "/api/v1/users/%00",
                "/api/v1/users/%zz",
                "http://elsewhere/api/v1/users",
                "*"
            })
    void refusesAnAmbiguousPath(String target) throws Exception {
        start();

        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:problem-type:mentoring:malformed");
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: -1",
                "Content-Length: x",
                "Host: b"
            })
    void refusesAnAmbiguousLengthOrHost(String header) throws Exception {
        start();

        assertThat(raw("POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("HTTP/1.1 200");
        assertThat(received).isEmpty();
    }

    /** RFC 9112, section 6.3: the transfer coding decides, and the length must not reach the next server. */
    @Test
    void readsABodyOfTwoLengthsOnce() throws Exception {
        start();

        var answer = raw(
                "POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /api/v1/users HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer).doesNotContain("user GET");
        assertThat(received).allSatisfy(request -> {
            assertThat(request.method().name()).isEqualTo("POST");
            assertThat(request.headers().getAll("Transfer-Encoding").size()
                            + request.headers().getAll("Content-Length").size())
                    .isEqualTo(1);
        });
    }

    @Test
    void refusesMethodsThatNoServiceKnows() throws Exception {
        start();

        assertThat(raw("TRACE " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(raw("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(received).isEmpty();
    }

    @Test
    void refusesHeadersAndTargetsThatAreTooLong() throws Exception {
        start();

        assertThat(raw("GET " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("urn:problem-type:mentoring:headers-too-large");
        assertThat(raw("GET " + BOOKINGS + "?q=" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains(" 414 ")
                .contains("urn:problem-type:mentoring:uri-too-long");
        assertThat(raw("no http at all\r\n\r\n")).contains(" 400 ");
    }

    @Test
    void forwardsABodyOf64KibibytesAndRefusesOneByteMore() throws Exception {
        start();

        assertThat(post(BodyPublishers.ofByteArray(new byte[LARGEST])).body())
                .isEqualTo("booking POST " + BOOKINGS + " " + LARGEST);
        assertThat(post(BodyPublishers.ofInputStream(() -> stream(LARGEST))).body())
                .isEqualTo("booking POST " + BOOKINGS + " " + LARGEST);
        received.clear();

        var announced = post(BodyPublishers.ofByteArray(new byte[2 * LARGEST]));
        var streamed = post(BodyPublishers.ofInputStream(() -> stream(LARGEST + 1)));

        assertThat(List.of(announced.statusCode(), streamed.statusCode())).containsOnly(413);
        assertThat(problem(announced).getString("type")).isEqualTo("urn:problem-type:mentoring:too-large");
        assertThat(problem(streamed).getString("type")).isEqualTo("urn:problem-type:mentoring:too-large");
        assertThat(received).isEmpty();
    }

    /** The web client refuses it with a page. */
    @Test
    void forwardsALargerBodyToPages() throws Exception {
        start();

        var page = http.send(
                request("/mentors/1/book")
                        .POST(BodyPublishers.ofByteArray(new byte[5 * LARGEST]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.body()).isEqualTo("web POST /mentors/1/book " + 5 * LARGEST);
    }

    @Test
    void sendsContinueOnlyForAcceptedBodies() throws Exception {
        start();
        var head = "POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertThat(raw(head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab"))
                .startsWith("HTTP/1.1 100 ")
                .contains("HTTP/1.1 200 ");
        assertThat(raw(head + "Expect: 100-continue\r\nContent-Length: 66000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(raw(head + "Expect: miracles\r\nContent-Length: 2\r\n\r\nab"))
                .startsWith("HTTP/1.1 417 ");
    }

    @Test
    void doesNotWaitForeverForABody() throws Exception {
        start();

        assertThat(raw("POST " + BOOKINGS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab"))
                .startsWith("HTTP/1.1 408 ")
                .contains("urn:problem-type:mentoring:request-timeout");
        assertThat(received).isEmpty();
    }
}
