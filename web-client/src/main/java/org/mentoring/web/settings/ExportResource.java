package org.mentoring.web.settings;

import java.net.URI;

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
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/**
 * The export of a person's data. A request to the API starts the export, so it is sent only once the person has asked for it;
 * a cookie remembers that.
 */
@Path("/settings/export")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.TEXT_HTML)
class ExportResource {

    private static final String COOKIE = "export";
    private static final String HERE = "/settings/export";
    private static final int READY = 200;

    private final ExportClient exports;
    private final Reader reader;
    private final Cookies cookies;
    private final Forms forms;

    ExportResource(@RestClient ExportClient exports, Reader reader, Cookies cookies, Forms forms) {
        this.exports = exports;
        this.reader = reader;
        this.cookies = cookies;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        /** @param state {@code new}, {@code pending} or {@code ready} */
        static native TemplateInstance export(String state);
    }

    @GET
    public TemplateInstance show() {
        return Templates.export(
                reader.cookie(COOKIE).isEmpty() ? "new" : exports.state().getStatus() == READY ? "ready" : "pending");
    }

    @POST
    public Response request() {
        exports.state();
        return Response.seeOther(URI.create(HERE))
                .cookie(cookies.ofSession(COOKIE, "requested").build())
                .build();
    }

    @GET
    @Path("mentoring-export.zip")
    public Response download() {
        var archive = exports.export();
        return archive.getStatus() == READY
                ? Response.ok(archive.getEntity(), "application/zip")
                        .header("Content-Disposition", "attachment; filename=\"mentoring-export.zip\"")
                        .header("Cache-Control", "no-store")
                        .build()
                : forms.refused(HERE, "settings.export.not-ready");
    }
}
