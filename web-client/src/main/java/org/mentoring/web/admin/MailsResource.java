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

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.admin.BulkResults.Item;
import org.mentoring.web.admin.BulkResults.Outcome;
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

        static native TemplateInstance mails(
                MailMessagePage page, String status, List<String> states, String cursor, List<Outcome> outcomes);
    }

    @GET
    public Response show(@QueryParam("status") String status, @QueryParam("cursor") String cursor) {
        var state = state(status);
        var from = Ids.cursor(cursor);
        return results.shownOn(Templates.mails(
                notifications.notificationsPage(from, PAGE, state),
                state,
                STATES,
                from == null ? "" : from,
                results.take()));
    }

    @POST
    @Path("resend")
    public Response resend(
            @FormParam("id") List<String> ids, @FormParam("status") String status, @FormParam("cursor") String cursor) {
        var from = Ids.cursor(cursor);
        var back = "/admin/mails?status=" + state(status) + (from == null ? "" : "&cursor=" + from);
        var wanted = Ids.of(ids);
        if (wanted.isEmpty()) {
            return forms.refused(back, "admin.none-chosen");
        }
        var page = notifications.notificationsPage(from, PAGE, state(status)).items();
        var chosen = wanted.stream()
                .map(id -> new Item(
                        id,
                        page.stream()
                                .filter(mail -> mail.id().equals(id))
                                .map(MailMessage::recipientEmail)
                                .filter(java.util.Objects::nonNull)
                                .findFirst()
                                .orElse(id.toString())))
                .toList();
        return results.each(chosen, notifications::notificationsResend, back);
    }

    private static String state(String status) {
        return status != null && STATES.contains(status) ? status : STATES.getFirst();
    }
}
