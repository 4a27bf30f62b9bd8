package org.mentoring.web.admin;

import jakarta.annotation.security.RolesAllowed;
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
import org.mentoring.web.form.SentForm;

/** Reports, to be sent before they are due. */
@Path("/admin/reports")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ReportsResource {

    private final ReportsApi reports;
    private final Forms forms;
    private final SentForm form;

    ReportsResource(@RestClient ReportsApi reports, Forms forms, SentForm form) {
        this.reports = reports;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance reports(ReportList reports);
    }

    @GET
    public TemplateInstance show() {
        return Templates.reports(reports.reportsList());
    }

    @POST
    @Path("{name}/send")
    public Response send(@PathParam("name") String name) {
        var sent = reports.reportsSend(name, form.key());
        return forms.done("/admin/reports", "admin.report.sent", "count", sent.readers());
    }
}
