package org.mentoring.web.form;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/**
 * The message that the page after a redirect shows: a text by its key, in an encrypted cookie until a whole page has
 * shown it. Fragments do not consume it.
 */
@RequestScoped
public class Flash {

    private static final String COOKIE = "flash";
    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final String SEPARATOR = "\u001F";

    private final Reader reader;
    private final EncryptedText encryptedText;
    private final Cookies cookies;
    private boolean taken;

    Flash(Reader reader, EncryptedText encryptedText, Cookies cookies) {
        this.reader = reader;
        this.encryptedText = encryptedText;
        this.cookies = cookies;
    }

    /** @param kind {@code done} or {@code refused} */
    public record Message(String kind, String text) {}

    /** Has the next page show a text, for a response that {@link Forms} does not create. */
    public NewCookie cookie(String kind, String key, Object... values) {
        var parts = new ArrayList<>(List.of(kind, key));
        Arrays.stream(values).map(String::valueOf).forEach(parts::add);
        return cookies.ofSession(COOKIE, encryptedText.encrypt(COOKIE, String.join(SEPARATOR, parts), VALID_FOR))
                .build();
    }

    /** The message, which no later page shows again. */
    public Optional<Message> take() {
        var message = reader.cookie(COOKIE)
                .flatMap(value -> encryptedText.decrypt(COOKIE, value))
                .map(this::read);
        taken = reader.cookie(COOKIE).isPresent();
        return message;
    }

    public Optional<NewCookie> goneCookie() {
        return taken ? Optional.of(cookies.gone(COOKIE)) : Optional.empty();
    }

    private Message read(String text) {
        var parts = text.split(SEPARATOR, -1);
        var values = (Object[]) Arrays.copyOfRange(parts, 2, parts.length);
        return new Message(parts[0], reader.texts().of(parts[1], values));
    }
}
