package org.mentoring.web.settings;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.form.EncryptedText;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/**
 * The export of a person's data. A request to the API starts the export, so it is sent only once the person has asked for it;
 * a cookie remembers that.
 */
@Path("/settings/export")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.TEXT_HTML)
class ExportResource {

    private static final String COOKIE = Cookies.EXPORT;
    private static final Duration VALID_FOR = Duration.ofDays(7);
    private static final String HERE = "/settings/export";
    private static final int READY = 200;

    private final ExportClient exports;
    private final Reader reader;
    private final Cookies cookies;
    private final Forms forms;
    private final EncryptedText encryptedText;
    private final Visitor visitor;

    ExportResource(
            @RestClient ExportClient exports,
            Reader reader,
            Cookies cookies,
            Forms forms,
            EncryptedText encryptedText,
            Visitor visitor) {
        this.encryptedText = encryptedText;
        this.visitor = visitor;
        this.exports = exports;
        this.reader = reader;
        this.cookies = cookies;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        /** @param state {@code new}, {@code pending} or {@code ready} */
        static native TemplateInstance export(String state);
    }

    @GET
    public TemplateInstance show() {
        return Templates.export(!requested() ? "new" : exports.state().getStatus() == READY ? "ready" : "pending");
    }

    @POST
    public Response request() {
        exports.state();
        return Response.seeOther(URI.create(HERE))
                .cookie(cookies.ofSession(COOKIE, encryptedText.encrypt(purpose(), "requested", VALID_FOR))
                        .build())
                .build();
    }

    private boolean requested() {
        return reader.cookie(COOKIE)
                .flatMap(value -> encryptedText.decrypt(purpose(), value))
                .isPresent();
    }

    /** That somebody else requested an export in this browser must not request one for this person. */
    private String purpose() {
        return COOKIE + " " + visitor.id().orElse("");
    }

    @GET
    @Path("mentoring-export.zip")
    public Response download() throws IOException {
        var archive = exports.export();
        if (archive.getStatus() == READY) {
            return Response.ok(archive.getEntity(), "application/zip")
                    .header("Content-Disposition", "attachment; filename=\"mentoring-export.zip\"")
                    .header("Cache-Control", "no-store")
                    .build();
        }
        archive.getEntity().close();
        return forms.refused(HERE, "settings.export.not-ready");
    }
}
