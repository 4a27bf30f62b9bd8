package org.mentoring.notification.preference;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.mentoring.kit.http.IgnoresUnknownParameters;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.kit.validation.ReaderLocale;
import org.mentoring.notification.mail.Texts;
import org.mentoring.notification.preference.SignedLinks.Subscription;

/**
 * Unsubscribing from a kind of mail without signing in; the token of the link authorises it (RFC 8058). A GET changes nothing,
 * because link scanners follow links: it shows a page whose button works after a second, because some of them also press buttons.
 * The {@code Accept} header is ignored, because mail programs read only the status.
 */
@Path("/api/v1/notifications/unsubscribe")
@APIResponse(
        responseCode = "200",
        description = "A page",
        content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class)))
@APIResponse(
        responseCode = "400",
        description = "A page that says that the link is broken",
        content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class)))
class UnsubscribeResource {

    private static final String PAGE = "text/html; charset=UTF-8";
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
            + DelayedButton.HASH + "'; form-action 'self'";
    private static final int BAD_REQUEST = 400;

    private final SignedLinks links;
    private final Preferences preferences;

    UnsubscribeResource(SignedLinks links, Preferences preferences) {
        this.links = links;
        this.preferences = preferences;
    }

    /** Get the page that asks whether to turn the mails off. */
    @GET
    @PermitAll
    @IgnoresUnknownParameters
    @Produces({MediaType.TEXT_HTML, MediaType.WILDCARD})
    public Uni<Response> ask(@QueryParam("token") String token, @Context HttpHeaders headers) {
        return links.read(token)
                .map(about ->
                        texts(about.person()).chain(texts -> page(200, UnsubscribePage.question(texts, about.kind()))))
                .orElseGet(() -> broken(headers));
    }

    /** Turn the mails off; repeating it has no further effect. */
    @POST
    @PermitAll
    @IgnoresUnknownParameters
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.TEXT_HTML, MediaType.WILDCARD})
    public Uni<Response> unsubscribe(@QueryParam("token") String token, @Context HttpHeaders headers) {
        return links.read(token).map(this::switchOff).orElseGet(() -> broken(headers));
    }

    private Uni<Response> switchOff(Subscription about) {
        return preferences
                .switchOff(about.person(), about.kind())
                .chain(() -> texts(about.person()))
                .chain(texts -> page(200, UnsubscribePage.done(texts, about.kind())));
    }

    private Uni<Response> broken(HttpHeaders headers) {
        return page(BAD_REQUEST, UnsubscribePage.broken(texts(headers.getAcceptableLanguages())));
    }

    private Uni<Texts> texts(UUID person) {
        return preferences.language(person).map(language -> Texts.in(ReaderLocale.of(language, null)));
    }

    private static Texts texts(List<Locale> wanted) {
        return Texts.in(wanted.stream()
                .filter(locale -> TextFiles.LANGUAGES.contains(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH));
    }

    private static Uni<Response> page(int status, UnsubscribePage page) {
        return Templates.page(page)
                .createUni()
                .map(html -> Response.status(status)
                        .type(PAGE)
                        .entity(html)
                        .header("Cache-Control", "no-store")
                        .header("Content-Security-Policy", POLICY)
                        .header("Referrer-Policy", "no-referrer")
                        .header("X-Robots-Tag", "noindex")
                        .build());
    }

    @CheckedTemplate(basePath = "unsubscribe")
    static class Templates {
        static native TemplateInstance page(UnsubscribePage page);
    }
}
