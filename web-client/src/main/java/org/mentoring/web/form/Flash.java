package org.mentoring.web.form;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/**
 * The message that the page after a redirect shows: a text by its key, in an encrypted cookie until a whole page has
 * shown it. Fragments do not consume it.
 */
@RequestScoped
public class Flash {

    private static final String COOKIE = Cookies.FLASH;
    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final String SEPARATOR = "\u001F";
    private static final String NUMBER = "n";
    private static final String TEXT = "t";

    private final Reader reader;
    private final EncryptedText encryptedText;
    private final Cookies cookies;
    private final HttpServerRequest request;
    private boolean taken;

    Flash(Reader reader, EncryptedText encryptedText, Cookies cookies, RoutingContext context) {
        this.request = context.request();
        this.reader = reader;
        this.encryptedText = encryptedText;
        this.cookies = cookies;
    }

    /** @param kind {@code done} or {@code refused} */
    public record Message(String kind, String text) {

        public boolean refused() {
            return "refused".equals(kind);
        }
    }

    /** Has the next page show a text, for a response that {@link Forms} does not create. */
    public NewCookie cookie(String kind, String key, Object... values) {
        var parts = new ArrayList<>(List.of(kind, key));
        Arrays.stream(values)
                .map(value -> (value instanceof Number ? NUMBER : TEXT) + value)
                .forEach(parts::add);
        return cookies.ofSession(COOKIE, encryptedText.encrypt(COOKIE, String.join(SEPARATOR, parts), VALID_FOR))
                .build();
    }

    /** The message, which no later page shows again; none for requests by scripts, whose response nobody sees. */
    public Optional<Message> take() {
        if (!seen()) {
            return Optional.empty();
        }
        var message = reader.cookie(COOKIE)
                .flatMap(value -> encryptedText.decrypt(COOKIE, value))
                .map(text -> text.split(SEPARATOR, -1))
                // Another version, whose texts are others, may have set it.
                .filter(parts -> reader.texts().has(parts[1]))
                .map(this::read);
        taken = reader.cookie(COOKIE).isPresent();
        return message;
    }

    /** Whether the response becomes the page that the person sees. */
    boolean seen() {
        var mode = request.getHeader("Sec-Fetch-Mode");
        return (mode == null || mode.equals("navigate"))
                && request.getHeader("X-Refresh") == null
                && request.getHeader("HX-Request") == null;
    }

    public Optional<NewCookie> goneCookie() {
        return taken ? Optional.of(cookies.gone(COOKIE)) : Optional.empty();
    }

    private Message read(String[] parts) {
        var values = Arrays.stream(parts).skip(2).map(Flash::value).toArray();
        return new Message(parts[0], reader.texts().of(parts[1], values));
    }

    /** A number stays one, so that a text can choose by it and write it in the reader's digits. */
    private static Object value(String written) {
        return written.startsWith(NUMBER) ? new BigDecimal(written.substring(1)) : written.substring(1);
    }
}
