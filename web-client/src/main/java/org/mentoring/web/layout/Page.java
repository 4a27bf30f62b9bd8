package org.mentoring.web.layout;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.web.PublicOrigin;
import org.mentoring.web.WebConfig;
import org.mentoring.web.form.Flash;
import org.mentoring.web.form.FormTokens;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;
import org.mentoring.web.signin.LocalPath;
import org.mentoring.web.signin.Visitor;
import org.mentoring.web.time.Times;

/** What every template may ask for: {@code {inject:page.language}}. */
@Named("page")
@RequestScoped
public class Page {

    /** Written by the tag {@code guard}: on which page the form was. */
    private static final String PAGE_FIELD = "form_page";

    private final Reader reader;
    private final Visitor visitor;
    private final Flash flash;
    private final FormTokens tokens;
    private final RoutingContext context;
    private final WebConfig config;
    private boolean failed;

    Page(Reader reader, Visitor visitor, Flash flash, FormTokens tokens, RoutingContext context, WebConfig config) {
        this.reader = reader;
        this.visitor = visitor;
        this.flash = flash;
        this.tokens = tokens;
        this.context = context;
        this.config = config;
    }

    public record Language(String tag, String name, boolean chosen) {}

    /** The BCP 47 tag of the texts. */
    public String language() {
        return reader.texts().locale().stripExtensions().toLanguageTag();
    }

    public String direction() {
        return reader.texts().rightToLeft() ? "rtl" : "ltr";
    }

    public List<Language> languages() {
        return TextFiles.LANGUAGES.stream()
                .map(tag -> new Language(tag, Texts.ownName(tag), tag.equals(reader.language())))
                .toList();
    }

    public String languageName() {
        return Texts.ownName(reader.language());
    }

    public String theme() {
        return reader.theme();
    }

    public Visitor visitor() {
        return visitor;
    }

    public Times times() {
        return reader.times();
    }

    public boolean zoneKnown() {
        return reader.zoneKnown();
    }

    /**
     * The path of this page with its query, to come back to. A page that answers a form returns to the page that had the form,
     * because many addresses take forms only.
     */
    public String here() {
        var request = context.request();
        return request.method() == HttpMethod.POST
                ? LocalPath.of(request.getFormAttribute(PAGE_FIELD)).toString()
                : request.uri();
    }

    /** Whether the page answers a form, and knows the page that had it. */
    public boolean answersForm() {
        var request = context.request();
        return request.method() == HttpMethod.POST && request.getFormAttribute(PAGE_FIELD) != null;
    }

    /** Whether the page is, or is below, the path. */
    public boolean at(String path) {
        var here = context.request().path();
        return here.equals(path) || !"/".equals(path) && here.startsWith(path + "/");
    }

    /** The address of this page without its query, for search engines and previews. */
    public String canonical() {
        return PublicOrigin.of(config) + context.request().path();
    }

    public Optional<Flash.Message> flash() {
        return flash.take();
    }

    /** Whether the page answers a form that was refused, also after a redirect; its title then begins with "Error:". */
    public boolean failed() {
        return failed || flash().filter(Flash.Message::refused).isPresent();
    }

    public void fail() {
        failed = true;
    }

    /** The token that proves that a form was rendered for this browser; the tag {@code guard} writes it. */
    public String formToken() {
        return tokens.token();
    }

    /** The idempotency key, by which the API recognises a form that was sent twice. */
    public String newKey() {
        return UUID.randomUUID().toString();
    }
}
