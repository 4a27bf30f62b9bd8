package org.mentoring.local.mail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MailCatcherTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final int MOST = 3;

    private final Mailbox mailbox = new Mailbox(MOST);
    private final SmtpCatcher smtp = new SmtpCatcher(0, mailbox, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void start() throws Exception {
        smtp.start();
        port = new MailPage(vertx, mailbox)
                .listen(vertx, 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        smtp.close();
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void listsAllMessagesNewestFirst() throws Exception {
        send("First", "linus@example.org");
        send("Zweite Sitzung: Größe", "ada@example.org");

        var messages = json("/api/messages");

        assertThat(messages)
                .extracting(message -> message.path("subject").asText())
                .containsExactly("Zweite Sitzung: Größe", "First");
        assertThat(messages.get(0).propertyStream().map(java.util.Map.Entry::getKey))
                .containsExactly("id", "from", "to", "subject", "received_at");
        assertThat(messages.get(0).path("from").asText()).isEqualTo("Mentoring <no-reply@mentoring.example>");
        assertThat(messages.get(0).path("to").asText()).isEqualTo("ada@example.org");
        assertThat(messages.get(0).path("received_at").asText()).isEqualTo("2026-11-23T20:00:00Z");
    }

    @Test
    void filtersByRecipientIgnoringCaseUpToALimit() throws Exception {
        send("One", "linus@example.org");
        send("Two", "ada@example.org");
        send("Three", "linus@example.org");

        assertThat(json("/api/messages?to=Linus@example.org")).hasSize(2);
        assertThat(json("/api/messages?to=linus@example.org&limit=1")
                        .get(0)
                        .path("subject")
                        .asText())
                .isEqualTo("Three");
        assertThat(get("/api/messages?limit=none").statusCode()).isEqualTo(400);
    }

    @Test
    void deliversOneMessageToEachOfItsRecipients() throws Exception {
        send("Both", "linus@example.org", "ada@example.org");

        assertThat(json("/api/messages"))
                .extracting(message -> message.path("to").asText())
                .containsExactlyInAnyOrder("linus@example.org", "ada@example.org");
    }

    @Test
    void answersTheMessageAsItWasReceived() throws Exception {
        send("Invitation", "linus@example.org");

        var raw = get("/api/messages/" + onlyId() + "/raw");

        assertThat(raw.headers().firstValue("Content-Type")).contains("message/rfc822");
        assertThat(raw.body()).contains("Subject: Invitation", "text/calendar; charset=UTF-8; method=REQUEST");
        assertThat(get("/api/messages/unknown/raw").statusCode()).isEqualTo(404);
    }

    @Test
    void showsTextCalendarAndHtmlInASandbox() throws Exception {
        send("Invitation", "linus@example.org");

        var parts = json("/page/messages/" + onlyId());
        var html = get("/page/messages/" + onlyId() + "/html");

        assertThat(parts.path("text").asText()).contains("See you");
        assertThat(parts.path("calendar").asText()).startsWith("BEGIN:VCALENDAR");
        assertThat(html.body()).contains("<script>alert(1)</script>");
        assertThat(html.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox; default-src 'none'"));
        assertThat(get("/").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("script-src 'self'"));
    }

    @Test
    void keepsTheNewestOnly() throws Exception {
        for (var subject : new String[] {"1", "2", "3", "4", "5"}) {
            send(subject, "linus@example.org");
        }

        assertThat(json("/api/messages"))
                .extracting(message -> message.path("subject").asText())
                .containsExactly("5", "4", "3");
    }

    @Test
    void deletesAllMessages() throws Exception {
        send("One", "linus@example.org");

        var answer = http.send(request("/api/messages").DELETE().build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(json("/api/messages")).isEmpty();
    }

    @Test
    void doesNotUpgradeToHttp2() throws Exception {
        var request =
                request("/api/messages").version(HttpClient.Version.HTTP_2).build();

        var answer = http.send(request, BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    private void send(String subject, String... recipients) throws Exception {
        var settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", Integer.toString(smtp.port()));
        var message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("no-reply@mentoring.example", "Mentoring"));
        for (var recipient : recipients) {
            message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(subject, "UTF-8");
        message.setContent(new MimeMultipart(
                "alternative",
                part("See you on Monday", "text/plain; charset=UTF-8"),
                part("<p>See you</p><script>alert(1)</script>", "text/html; charset=UTF-8"),
                part("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; charset=UTF-8; method=REQUEST")));
        Transport.send(message);
    }

    private static MimeBodyPart part(String content, String type) throws Exception {
        var part = new MimeBodyPart();
        part.setDataHandler(
                new jakarta.activation.DataHandler(new jakarta.mail.util.ByteArrayDataSource(content, type)));
        return part;
    }

    private String onlyId() throws Exception {
        return json("/api/messages").get(0).path("id").asText();
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
