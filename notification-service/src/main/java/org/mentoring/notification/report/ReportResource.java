package org.mentoring.notification.report;

import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;

/** Reports that are sent by mail. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
class ReportResource {

    private final Reports reports;
    private final CurrentCaller caller;
    private final PersonalClaims person;

    ReportResource(Reports reports, CurrentCaller caller, PersonalClaims person) {
        this.reports = reports;
        this.caller = caller;
        this.person = person;
    }

    /** List the reports for the caller, when each was last sent and when it is due next. */
    @GET
    @Authenticated
    public Uni<Reports.ReportList> list() {
        return reports.listedFor(caller.get(), verifiedAddress());
    }

    /** Send the last report to each of its readers, whether it was sent before or not. */
    @POST
    @Path("{name}/send")
    @RolesAllowed("admin")
    @APIResponseSchema(value = Reports.SentReport.class, responseCode = "202")
    public Uni<Response> send(
            @PathParam("name") @Parameter(schema = @Schema(enumeration = {"mentor-report", "platform-report"}))
                    String name,
            @HeaderParam(Idempotency.HEADER) String idempotencyKey) {
        var report = Report.named(name).orElseThrow(() -> Problems.notFound("report"));
        return reports.send(caller.get(), report, verifiedAddress(), idempotencyKey);
    }

    private Set<String> verifiedAddress() {
        return person.verifiedEmail().map(Set::of).orElse(Set.of());
    }
}
