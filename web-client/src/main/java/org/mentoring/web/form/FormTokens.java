package org.mentoring.web.form;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import io.vertx.ext.web.RoutingContext;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/** Tokens that prove that a form was rendered for the browser and the person that send it. */
@RequestScoped
public class FormTokens {

    static final String FIELD = "form_token";
    private static final String BROWSER_COOKIE = "browser";
    private static final String PURPOSE = "form";
    private static final String SEPARATOR = " ";
    /** A form that stays open over a working day can still be sent. */
    private static final Duration VALID_FOR = Duration.ofHours(12);

    private final Reader reader;
    private final EncryptedText encryptedText;
    private final Cookies cookies;
    private final Visitor visitor;
    private final RoutingContext context;
    private String made;
    private String token;

    FormTokens(Reader reader, EncryptedText encryptedText, Cookies cookies, Visitor visitor, RoutingContext context) {
        this.visitor = visitor;
        this.context = context;
        this.reader = reader;
        this.encryptedText = encryptedText;
        this.cookies = cookies;
    }

    /** The same for every form of a page. A form that comes back because its session is over remains that of its person. */
    public String token() {
        if (token == null) {
            var person = visitor.id().or(this::personOfSent).orElse("");
            token = encryptedText.encrypt(
                    PURPOSE, browser().orElseGet(this::makeBrowser) + SEPARATOR + person, VALID_FOR);
        }
        return token;
    }

    /** Whether the form that was sent is one of this browser, and not too old. */
    boolean valid() {
        return personOfSent().isPresent()
                && encryptedText.decrypt(PURPOSE, sent()).isPresent();
    }

    /** Whether the form that was sent was rendered for another person than the one who is signed in now. */
    boolean ofSomebodyElse() {
        var person = personOfSent().orElse("");
        return !person.isEmpty()
                && visitor.id().filter(id -> !id.equals(person)).isPresent();
    }

    private String sent() {
        return context.request().getFormAttribute(FIELD);
    }

    /** The person for whom the form that was sent was rendered, an empty text for a visitor; nothing without a token of this browser. */
    private Optional<String> personOfSent() {
        return reader.cookie(BROWSER_COOKIE)
                .flatMap(browser -> encryptedText
                        .decryptExpired(PURPOSE, sent())
                        .filter(text -> text.startsWith(browser + SEPARATOR))
                        .map(text -> text.substring(browser.length() + SEPARATOR.length())));
    }

    /** The cookie that a new browser gets together with its first form. */
    public Optional<NewCookie> newCookie() {
        return Optional.ofNullable(made)
                .map(browser -> cookies.ofSession(BROWSER_COOKIE, browser).build());
    }

    private Optional<String> browser() {
        return Optional.ofNullable(made).or(() -> reader.cookie(BROWSER_COOKIE));
    }

    private String makeBrowser() {
        made = UUID.randomUUID().toString();
        return made;
    }
}
