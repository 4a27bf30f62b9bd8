package org.mentoring.local.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.local.mail.ReadableMail;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads mail from the mail catcher. */
public final class MailPageClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST = 1000;

    private final URI page;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BodyTimeout timeout = new BodyTimeout(http, TIMEOUT);

    public MailPageClient(Addresses addresses) {
        this.page = addresses.mail();
    }

    /** What the page lists, the newest first: {@code to}, {@code subject}, {@code received_at} and more of each. */
    public JsonNode newest(int limit) {
        return Answer.parse(new String(get("/api/messages?limit=" + limit), UTF_8));
    }

    /** The invitations to the booking that someone was sent, the earliest first. */
    public List<Invitation> invitations(String to, String bookingId) {
        var found = new ArrayList<Invitation>();
        var list = get("/api/messages?limit=" + MOST + "&to=" + Api.encode(to));
        for (JsonNode message : Answer.parse(new String(list, UTF_8))) {
            Invitation.of(message(message.path("id").asText()))
                    .filter(invitation -> invitation.isTo(bookingId))
                    .ifPresent(found::add);
        }
        return found.reversed();
    }

    /**
     * A mail as it was received.
     *
     * @param invitation empty for one without a calendar entry
     */
    public record Received(String messageId, Optional<Invitation> invitation) {}

    /** @param id as {@link #newest} lists it */
    public Received received(String id) {
        var mail = message(id);
        try {
            return new Received(mail.getMessageID(), Invitation.of(mail));
        } catch (MessagingException e) {
            throw new IllegalStateException("The message cannot be parsed", e);
        }
    }

    private MimeMessage message(String id) {
        return parse(get("/api/messages/" + id + "/raw"));
    }

    /** The plain text of the mails that someone was sent, the newest first. */
    public List<String> texts(String to) {
        var found = new ArrayList<String>();
        var list = get("/api/messages?limit=" + MOST + "&to=" + Api.encode(to));
        for (JsonNode message : Answer.parse(new String(list, UTF_8))) {
            try {
                ReadableMail.of(message(message.path("id").asText())).text().ifPresent(found::add);
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException("The message cannot be parsed", e);
            }
        }
        return found;
    }

    @Override
    public void close() {
        http.close();
    }

    private byte[] get(String path) {
        var request = HttpRequest.newBuilder(page.resolve(path)).build();
        try {
            var response = timeout.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The mail catcher answered " + response.statusCode() + " to " + path);
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("The mail catcher did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading mail", e);
        }
    }

    private static MimeMessage parse(byte[] raw) {
        try {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
        } catch (MessagingException e) {
            throw new IllegalStateException("The mail catcher stored an invalid message", e);
        }
    }
}
