package org.mentoring.notification.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import jakarta.mail.internet.MimeMessage;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.calendar.EntryConfig;
import org.mentoring.notification.mail.DeliveryException.Stage;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailTransportTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void doesNotStartWithALeaseShorterThanADelivery() {
        assertThatThrownBy(() -> transport("PT40S", "PT10S", 25).check(new StartupEvent()))
                .hasMessageContaining(
                        "mentoring.mail.lease (PT40S) must be longer than 4 times mentoring.mail.timeout (PT10S)");
        assertThatCode(() -> transport("PT41S", "PT10S", 25).check(new StartupEvent()))
                .doesNotThrowAnyException();
    }

    @Test
    void stopsWaitingForAnEndlessReplyWhenItsClaimEnds() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> speakWithoutEnd(server, ended));
            var transport = transport("PT41S", "PT0.4S", server.getLocalPort());
            assertThatThrownBy(() -> transport
                            .send(mail(), Instant.now().plusSeconds(2))
                            .await()
                            .atMost(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            DeliveryException.class,
                            failure -> assertThat(failure.stage()).isEqualTo(Stage.CONNECTION))
                    .hasMessageContaining("it took too long");
        } finally {
            ended.countDown();
        }
    }

    @Test
    void doesNotBeginADeliveryThatMayOutlastItsClaim() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> agree(server));
            var transport = transport("PT41S", "PT10S", server.getLocalPort());
            assertThatThrownBy(() -> transport
                            .send(mail(), Instant.now().plusSeconds(39))
                            .await()
                            .atMost(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            DeliveryException.class,
                            failure -> assertThat(failure.stage()).isEqualTo(Stage.REFUSED))
                    .hasMessageContaining("another sender");
        }
    }

    private static void speakWithoutEnd(ServerSocket server, CountDownLatch ended) {
        try (var socket = server.accept()) {
            while (!ended.await(100, MILLISECONDS)) {
                socket.getOutputStream().write('2');
            }
        } catch (IOException | InterruptedException e) {
            ended.countDown();
        }
    }

    private static void agree(ServerSocket server) {
        try (var socket = server.accept();
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                var out = socket.getOutputStream()) {
            out.write("220 scripted\r\n".getBytes());
            while (in.readLine() != null) {
                out.write("250 ok\r\n".getBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MimeMessage mail() {
        var reader = new Recipient(UUID.randomUUID(), "Ada", "ada@example.org", ZoneOffset.UTC, Locale.ENGLISH);
        return new Composer(
                        DefaultSettings.of(MailConfig.class), DefaultSettings.of(EntryConfig.class), Clock.systemUTC())
                .compose(
                        new Composer.Envelope(UUID.randomUUID(), reader, null, null, null),
                        MailContent.of("A subject", "<p>", "text"));
    }

    private static MailTransport transport(String lease, String timeout, int port) {
        var settings = new io.vertx.ext.mail.MailConfig().setPort(port);
        return new MailTransport(MailClient.create(VERTX, settings), VERTX, config(lease, timeout), Clock.systemUTC());
    }

    private static MailConfig config(String lease, String timeout) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(MailConfig.class)
                .withDefaultValue("mentoring.mail.lease", lease)
                .withDefaultValue("mentoring.mail.timeout", timeout)
                .build()
                .getConfigMapping(MailConfig.class);
    }
}
