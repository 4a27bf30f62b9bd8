package org.mentoring.web.admin;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.admin.BulkResults.Item;
import org.mentoring.web.admin.BulkResults.Outcome;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.NotificationsApi;
import org.mentoring.web.api.model.MailMessage;
import org.mentoring.web.api.model.MailMessagePage;
import org.mentoring.web.form.Forms;

/** Mails that did not go out, to be sent once more. */
@Path("/admin/mails")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class MailsResource {

    private static final int PAGE = 20;
    private static final List<String> STATES = List.of("failed", "unknown", "pending");

    private final NotificationsApi notifications;
    private final BulkResults results;
    private final Forms forms;

    MailsResource(@RestClient NotificationsApi notifications, BulkResults results, Forms forms) {
        this.notifications = notifications;
        this.results = results;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance resend(List<Item> chosen, String status, String cursor, String back);

        static native TemplateInstance mails(
                MailMessagePage page, String status, List<String> states, String cursor, List<Outcome> outcomes);
    }

    @GET
    public Response show(@QueryParam("status") String status, @QueryParam("cursor") String cursor) {
        var state = state(status);
        var from = Ids.cursor(cursor);
        return results.shownOn(Templates.mails(
                ApiCalls.page(from, at -> notifications.notificationsPage(at, PAGE, state)),
                state,
                STATES,
                from == null ? "" : from,
                results.take()));
    }

    /** Says how many mails will be sent again. */
    @GET
    @Path("resend")
    public Response confirm(
            @QueryParam("id") List<String> ids,
            @QueryParam("status") String status,
            @QueryParam("cursor") String cursor) {
        var chosen = chosen(ids, status, cursor);
        return chosen.isEmpty()
                ? forms.refused(back(status, cursor), "admin.none-chosen")
                : Response.ok(Templates.resend(
                                chosen, state(status), cursor == null ? "" : cursor, back(status, cursor)))
                        .build();
    }

    @POST
    @Path("resend")
    public Response resend(
            @FormParam("id") List<String> ids, @FormParam("status") String status, @FormParam("cursor") String cursor) {
        return results.each(chosen(ids, status, cursor), notifications::notificationsResend, back(status, cursor));
    }

    private static String back(String status, String cursor) {
        var address = UriBuilder.fromPath("/admin/mails").queryParam("status", state(status));
        if (Ids.cursor(cursor) != null) {
            address.queryParam("cursor", "{cursor}").resolveTemplate("cursor", cursor, true);
        }
        return address.build().toString();
    }

    private List<Item> chosen(List<String> ids, String status, String cursor) {
        var wanted = Ids.of(ids);
        if (wanted.isEmpty()) {
            return List.of();
        }
        var page = ApiCalls.page(Ids.cursor(cursor), at -> notifications.notificationsPage(at, PAGE, state(status)))
                .items();
        return wanted.stream()
                .map(id -> new Item(
                        id,
                        page.stream()
                                .filter(mail -> mail.id().equals(id))
                                .map(MailMessage::recipientEmail)
                                .filter(java.util.Objects::nonNull)
                                .findFirst()
                                .orElse(id.toString())))
                .toList();
    }

    private static String state(String status) {
        return status != null && STATES.contains(status) ? status : STATES.getFirst();
    }
}
