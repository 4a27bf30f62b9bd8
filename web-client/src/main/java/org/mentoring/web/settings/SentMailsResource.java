package org.mentoring.web.settings;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.NotificationsApi;
import org.mentoring.web.api.model.MailMessage;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** The mails that were sent to a person, with their state. */
@Path("/settings/mails")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.TEXT_HTML)
class SentMailsResource {

    private static final int PAGE = 25;

    private final NotificationsApi notifications;

    SentMailsResource(@RestClient NotificationsApi notifications) {
        this.notifications = notifications;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        static native TemplateInstance mails(List<MailMessage> mails, Paging paging);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        var page = ApiCalls.page(cursor, from -> notifications.notificationsPage(from, PAGE, null));
        return Templates.mails(page.items(), Paging.of(PageAddress.of("/settings/mails"), cursor, page.nextCursor()));
    }
}
