package org.mentoring.web.form;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/** Tokens that prove that a form was rendered for the browser that sends it. */
@RequestScoped
public class FormTokens {

    static final String FIELD = "form_token";
    private static final String BROWSER_COOKIE = "browser";
    private static final String PURPOSE = "form";
    /** A form that stays open over a working day can still be sent. */
    private static final Duration VALID_FOR = Duration.ofHours(12);

    private final Reader reader;
    private final EncryptedText encryptedText;
    private final Cookies cookies;
    private String made;
    private String token;

    FormTokens(Reader reader, EncryptedText encryptedText, Cookies cookies) {
        this.reader = reader;
        this.encryptedText = encryptedText;
        this.cookies = cookies;
    }

    /** The same for every form of a page. */
    public String token() {
        if (token == null) {
            token = encryptedText.encrypt(PURPOSE, browser().orElseGet(this::makeBrowser), VALID_FOR);
        }
        return token;
    }

    boolean valid(String token) {
        var browser = reader.cookie(BROWSER_COOKIE);
        return browser.isPresent() && encryptedText.decrypt(PURPOSE, token).equals(browser);
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
