package org.mentoring.local.proxy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ProxiesTest {

    private static final int PATIENCE = (int) Duration.ofMinutes(2).toMillis();
    /** For what does not come; a machine that is too slow for it makes the test pass for another reason, not fail. */
    private static final int SHORT = 500;

    private final AtomicInteger taken = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket part;
    private Proxies proxies;
    private Link link;

    /** A part that answers each byte with the same one, and counts them. */
    @BeforeEach
    void start() throws IOException {
        part = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!part.isClosed()) {
                try {
                    var client = part.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
        proxies = new Proxies("mail=0:" + part.getLocalPort() + ",kafka=0:" + part.getLocalPort());
        link = proxies.link("mail");
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        link.close();
        part.close();
    }

    private void answer(Socket client) {
        try (client) {
            for (var one = client.getInputStream().read();
                    one >= 0;
                    one = client.getInputStream().read()) {
                taken.incrementAndGet();
                client.getOutputStream().write(one);
            }
        } catch (IOException gone) {
            // The link was reset, which is what some of these tests are about.
        }
    }

    @Test
    void forwardsEverything() throws IOException {
        assertThat(echo(connect())).isEqualTo('x');
    }

    @Test
    void cutsOpenAndNewConnections() throws IOException {
        var before = connect();
        echo(before);
        proxies.begin("mail", "CUT");
        assertThat(before.getInputStream().read()).isEqualTo(-1);
        assertThat(connect().getInputStream().read()).isEqualTo(-1);
        proxies.begin("mail", "NONE");
        assertThat(echo(connect())).isEqualTo('x');
    }

    @Test
    void resetsInPlaceOfAnAnswer() throws IOException {
        var client = connect();
        proxies.begin("mail", "RESET");
        assertThatThrownBy(() -> {
                    while (true) {
                        echo(client);
                    }
                })
                .isInstanceOf(SocketException.class);
        assertThat(taken).hasPositiveValue();
    }

    @Test
    void delaysBothDirections() throws IOException {
        var client = connect();
        echo(client);
        proxies.begin("mail", "DELAY");
        var began = System.nanoTime();
        echo(client);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(LinkConnection.DELAY.multipliedBy(2));
    }

    @Test
    void silentConnectionsStaySilent() throws IOException {
        var client = connect();
        echo(client);
        proxies.begin("mail", "SILENCE");
        client.setSoTimeout(SHORT);
        assertThatThrownBy(() -> echo(client)).isInstanceOf(SocketTimeoutException.class);
        proxies.begin("mail", "NONE");
        assertThatThrownBy(() -> echo(client)).isInstanceOf(SocketTimeoutException.class);
        assertThat(taken).hasValue(1);
        assertThat(echo(connect())).isEqualTo('x');
    }

    @Test
    void resetsTheConnectionIfThePartIsDown() throws IOException {
        part.close();
        try (var reserved = new Socket()) {
            reserve(reserved, (InetSocketAddress) part.getLocalSocketAddress());
            var client = connect();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    /** DiscardingUser listens on the address while the socket has it; a server that was closed may go on listening for a moment. */
    private static void reserve(Socket socket, InetSocketAddress address) throws IOException {
        socket.setReuseAddress(true);
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(() -> {
                    socket.bind(address);
                    return true;
                });
    }

    @Test
    void refusesUnknownFaults() {
        assertThat(proxies.begin("mail", "FLOOD")).isFalse();
        assertThat(proxies.begin("kafka", "BUSY")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "BUSY|421|-|-",
                "GREYLISTED|220|450|451",
                "NO_SUCH_MAILBOX|220|550|451",
                "TRY_LATER|220|250|451",
                "REJECTED|220|250|554",
                "HANGS_UP|220|250|-"
            })
    void refusesMail(String answer, String greeting, String toRecipient, String toData) throws IOException {
        var before = connect();
        echo(before);
        proxies.begin("mail", answer);
        assertThat(before.getInputStream().read()).isEqualTo(-1);
        var client = connect();
        assertThat(line(client)).startsWith(greeting);
        if (toRecipient != null) {
            say(client, "MAIL FROM:<a@example.org>\r\n", "250");
            say(client, "RCPT TO:<b@example.org>\r\n", toRecipient);
            say(client, "DATA\r\n", "354");
            say(client, "Subject: x\r\n\r\nx\r\n.\r\n", toData == null ? "" : toData);
        }
        proxies.begin("mail", "NONE");
        assertThat(echo(connect())).isEqualTo('x');
    }

    @Test
    void neverGivesTheLastAnswer() throws IOException {
        proxies.begin("mail", "SILENT");
        var client = connect();
        line(client);
        say(client, "DATA\r\n", "354");
        client.setSoTimeout(SHORT);
        assertThatThrownBy(() -> say(client, ".\r\n", "")).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void removesClosedConnections() throws IOException {
        var client = connect();
        echo(client);
        client.close();
        await().atMost(Duration.ofMinutes(2)).until(() -> link.connections() == 0);
    }

    private void say(Socket client, String text, String answer) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
        assertThat(line(client)).startsWith(answer);
    }

    private static String line(Socket client) throws IOException {
        var line = new StringBuilder();
        for (var one = client.getInputStream().read();
                one >= 0 && one != '\n';
                one = client.getInputStream().read()) {
            line.append((char) one);
        }
        return line.toString();
    }

    private static int echo(Socket client) throws IOException {
        client.getOutputStream().write('x');
        return client.getInputStream().read();
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        sockets.add(client);
        client.setSoTimeout(PATIENCE);
        return client;
    }
}
