package org.mentoring.notification.gallery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.mail.MessagingException;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.kit.calendar.EntryConfig;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.notification.account.AccountWriter;
import org.mentoring.notification.booking.BookingLinks;
import org.mentoring.notification.booking.BookingWriter;
import org.mentoring.notification.booking.ProposalWriter;
import org.mentoring.notification.booking.QuestionWriter;
import org.mentoring.notification.mail.Composer;
import org.mentoring.notification.mail.DefaultSettings;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.Recipient;
import org.mentoring.notification.mentor.ApprovalWriter;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Side;
import org.mentoring.notification.report.MentorReportWriter;
import org.mentoring.notification.report.PlatformReportWriter;
import org.mentoring.notification.session.NoShowWriter;
import org.mentoring.notification.session.ReviewRequestWriter;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes every mail in every language into a folder, as the page that a mail client shows, as plain text and as the message
 * that is sent, with an index.
 */
final class MailGallery {

    private static final Map<String, String> ZONES = Map.of(
            "en", "America/New_York",
            "de", "Europe/Berlin",
            "es", "America/Mexico_City",
            "fr", "Europe/Paris",
            "hi", "Asia/Kolkata",
            "ar", "Africa/Cairo");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2027-03-14T14:00:00Z"), ZoneOffset.UTC);

    private final Map<Kind, MailWriter> writers = new EnumMap<>(Kind.class);
    private final Composer composer;
    private final ObjectMapper json = new EventJson().mapper();
    private final Path folder;

    MailGallery(Path folder) {
        this.folder = folder;
        var config = DefaultSettings.of(MailConfig.class);
        var entries = DefaultSettings.of(EntryConfig.class);
        var templates = new MailTemplates(PlainEngine.create(), config, entries);
        BookingLinks links = (request, booking) -> templates.url("/bookings/" + booking.id() + "/link?token=sample");
        List.of(
                        new BookingWriter(templates, links, entries),
                        new ProposalWriter(templates, links),
                        new QuestionWriter(templates),
                        new ReviewRequestWriter(templates),
                        new NoShowWriter(templates),
                        new AccountWriter(templates, config),
                        new ApprovalWriter(templates),
                        new MentorReportWriter(templates),
                        new PlatformReportWriter(templates))
                .forEach(writer -> writer.kinds().forEach(kind -> writers.put(kind, writer)));
        this.composer = new Composer(config, entries, CLOCK);
    }

    /** Returns how many mails were written. */
    int write() throws IOException, MessagingException {
        Files.createDirectories(folder);
        var index = new StringBuilder(
                "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Mails</title><h1>Mails</h1><table>");
        var mails = 0;
        for (var sample : Sample.all()) {
            index.append("<tr><th align=\"left\">").append(sample.name()).append("</th>");
            for (var language : TextFiles.LANGUAGES) {
                var file = sample.name() + "." + language;
                write(file, request(sample, language));
                index.append(
                        "<td><a href=\"%1$s.html\">%2$s</a> <a href=\"%1$s.txt\">text</a> <a href=\"%1$s.eml\">eml</a></td>"
                                .formatted(file, language));
                mails++;
            }
            index.append("</tr>");
        }
        Files.writeString(folder.resolve("index.html"), index.append("</table></html>"));
        return mails;
    }

    private void write(String file, MailRequest request) throws IOException, MessagingException {
        var draft = writers.get(request.kind()).write(request);
        Files.writeString(folder.resolve(file + ".html"), withImages(draft));
        Files.writeString(folder.resolve(file + ".txt"), draft.subject() + "\n\n" + draft.text());
        var message = new ByteArrayOutputStream();
        composer.compose(
                        new Composer.Envelope(request.id(), request.recipient(), null, request.unsubscribe(), null),
                        draft)
                .writeTo(message);
        Files.write(folder.resolve(file + ".eml"), message.toByteArray());
    }

    /** A browser knows no parts of a mail: images stand in the page itself. */
    private static String withImages(MailContent draft) {
        var html = draft.html();
        for (var image : draft.images()) {
            html = html.replace(
                    image.url(),
                    "data:" + image.type() + ";base64," + Base64.getEncoder().encodeToString(image.content()));
        }
        return html;
    }

    private MailRequest request(Sample sample, String language) {
        var name = sample.side() == Side.MENTEE ? "Linus Torvalds" : "Ada Lovelace";
        var recipient = new Recipient(
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)),
                name,
                name.split(" ")[0].toLowerCase(Locale.ROOT) + "@example.org",
                ZoneId.of(ZONES.get(language)),
                Locale.forLanguageTag(language));
        return new MailRequest(
                UUID.nameUUIDFromBytes((sample.name() + language).getBytes(UTF_8)),
                sample.kind(),
                sample.side(),
                recipient,
                sample.json(),
                sample.before(),
                sample.kind().category().optional()
                        ? URI.create("https://mentoring.example.org/api/v1/notifications/unsubscribe/sample")
                        : null,
                CLOCK.instant(),
                json);
    }
}
