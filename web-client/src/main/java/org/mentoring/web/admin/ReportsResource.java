package org.mentoring.web.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.client.ReportsApi;
import org.mentoring.web.api.model.ReportList;
import org.mentoring.web.form.Forms;

/** Reports, to be sent before they are due. */
@Path("/admin/reports")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ReportsResource {

    private final ReportsApi reports;
    private final Forms forms;

    ReportsResource(@RestClient ReportsApi reports, Forms forms) {
        this.reports = reports;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance reports(ReportList reports);
    }

    @GET
    public TemplateInstance show() {
        return Templates.reports(reports.reportsList());
    }

    @POST
    @Path("{name}/send")
    public Response send(@PathParam("name") String name, @FormParam("form_key") String key) {
        var sent = reports.reportsSend(name, key);
        return forms.done("/admin/reports", "admin.report.sent", "count", sent.readers());
    }
}
