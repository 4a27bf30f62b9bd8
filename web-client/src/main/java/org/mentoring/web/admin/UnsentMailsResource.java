package org.mentoring.web.admin;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
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
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.Ids;
import org.mentoring.web.api.client.NotificationsApi;
import org.mentoring.web.api.model.MailMessage;
import org.mentoring.web.api.model.MailMessagePage;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Mails that did not go out, to be sent once more. */
@Path("/admin/mails")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class UnsentMailsResource {

    private static final int PAGE = 20;
    private static final List<String> STATES = List.of("failed", "unknown", "pending");

    private final NotificationsApi notifications;
    private final BulkResults results;
    private final Forms forms;
    private final SentForm form;

    UnsentMailsResource(@RestClient NotificationsApi notifications, BulkResults results, Forms forms, SentForm form) {
        this.notifications = notifications;
        this.results = results;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance resend(List<Item> chosen, String status, String cursor, String back);

        static native TemplateInstance mails(
                List<MailMessage> mails,
                String status,
                List<String> states,
                String cursor,
                Paging paging,
                List<Outcome> outcomes);
    }

    @GET
    public Response show(@QueryParam("status") String status, @QueryParam("cursor") String cursor) {
        var state = state(status);
        var page = page(state, cursor);
        return results.shownOn(Templates.mails(
                page.items(),
                state,
                STATES,
                cursor,
                Paging.of(list(state), cursor, page.nextCursor()),
                results.take()));
    }

    /** Says how many mails will be sent again. */
    @GET
    @Path("resend")
    public Response confirm(
            @QueryParam("id") List<String> ids,
            @QueryParam("status") String status,
            @QueryParam("cursor") String cursor) {
        var state = state(status);
        var chosen = chosen(ids, state, cursor);
        return chosen.isEmpty()
                ? forms.refused(back(state, cursor), "admin.none-chosen")
                : Response.ok(Templates.resend(chosen, state, cursor, back(state, cursor)))
                        .build();
    }

    @POST
    @Path("resend")
    public Response resend() {
        var state = state(form.one("status"));
        var cursor = form.one("cursor");
        return results.each(
                chosen(form.all("id"), state, cursor), notifications::notificationsResend, back(state, cursor));
    }

    private List<Item> chosen(List<String> ids, String state, String cursor) {
        var wanted = Ids.of(ids);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return Item.of(
                wanted,
                page(state, cursor).items().stream()
                        .filter(mail -> mail.recipientEmail() != null)
                        .collect(Collectors.toMap(MailMessage::id, MailMessage::recipientEmail)));
    }

    private MailMessagePage page(String state, String cursor) {
        return ApiCalls.page(cursor, from -> notifications.notificationsPage(from, PAGE, state));
    }

    private static PageAddress list(String state) {
        return PageAddress.of("/admin/mails").with("status", state);
    }

    private static String back(String state, String cursor) {
        return list(state).with("cursor", cursor).toString();
    }

    private static String state(String status) {
        return status != null && STATES.contains(status) ? status : STATES.getFirst();
    }
}
