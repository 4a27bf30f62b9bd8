package org.mentoring.web.book;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;

import org.mentoring.web.form.EncryptedText;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/** Keeps the typed note while the person looks for another time: in an encrypted cookie, so that it needs no script. */
@RequestScoped
class NoteDraft {

    private static final String COOKIE = Cookies.DRAFT;
    private static final Duration VALID_FOR = Duration.ofHours(1);
    /** Browsers take cookies of 4,096 bytes with their attributes. */
    private static final int LONGEST = 3900;

    private final Reader reader;
    private final EncryptedText encryptedText;
    private final Cookies cookies;
    private final Visitor visitor;

    NoteDraft(Reader reader, EncryptedText encryptedText, Cookies cookies, Visitor visitor) {
        this.visitor = visitor;
        this.reader = reader;
        this.encryptedText = encryptedText;
        this.cookies = cookies;
    }

    /** Keeps a note to a mentor; one that is too long for a cookie is kept by the page's script only. */
    Response keep(Response answer, UUID mentor, String note) {
        var value = encryptedText.encrypt(purpose(mentor), pack(note), VALID_FOR);
        return note.isBlank() || value.length() > LONGEST
                ? drop(answer)
                : Response.fromResponse(answer)
                        .cookie(cookies.ofSession(COOKIE, value).build())
                        .build();
    }

    /** The note that was kept for this mentor; empty for none. */
    String of(UUID mentor) {
        return kept().flatMap(value -> encryptedText.decrypt(purpose(mentor), value))
                .map(NoteDraft::unpack)
                .orElse("");
    }

    Response drop(Response answer) {
        return kept().isEmpty()
                ? answer
                : Response.fromResponse(answer).cookie(cookies.gone(COOKIE)).build();
    }

    /** Two people may share a browser; neither reads what the other typed. */
    private String purpose(UUID mentor) {
        return COOKIE + mentor + " " + visitor.id().orElse("");
    }

    private Optional<String> kept() {
        return reader.cookie(COOKIE).filter(value -> !value.isEmpty());
    }

    private static String pack(String note) {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new DeflaterOutputStream(bytes)) {
            packed.write(note.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String unpack(String packed) {
        try (var note = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            return new String(note.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
