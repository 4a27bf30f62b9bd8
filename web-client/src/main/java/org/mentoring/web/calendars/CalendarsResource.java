package org.mentoring.web.calendars;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.CalendarsApi;
import org.mentoring.web.api.model.Calendars;
import org.mentoring.web.form.Forms;

/** A mentor's connected external calendars, whose busy times are not offered. */
@Path("/calendars")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class CalendarsResource {

    private static final String PATH = "/calendars";
    private static final int NOT_FOUND = 404;
    private static final List<String> PROVIDERS = List.of("google", "microsoft");

    private final CalendarsApi calendars;
    private final CalendarConnectClient connect;
    private final Forms forms;

    CalendarsResource(@RestClient CalendarsApi calendars, @RestClient CalendarConnectClient connect, Forms forms) {
        this.calendars = calendars;
        this.connect = connect;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "calendars")
    static final class Templates {
        static native TemplateInstance page(Calendars calendars, List<String> offered, boolean connected);

        static native TemplateInstance leave(String provider, String url);
    }

    @GET
    public TemplateInstance show(@QueryParam("connected") String connected) {
        var found = calendars.calendarsList();
        return Templates.page(
                found,
                found.offered().stream()
                        .filter(provider -> found.items().stream()
                                .noneMatch(one -> one.provider().equals(provider)))
                        .toList(),
                connected != null
                        && found.items().stream().anyMatch(one -> one.provider().equals(connected)));
    }

    /** The Content-Security-Policy forbids a form to redirect to another site, so this page links there and names the site. */
    @POST
    @Path("{provider}/connect")
    public Response connect(@PathParam("provider") String provider) {
        if (!PROVIDERS.contains(provider)) {
            throw new NotFoundException();
        }
        try {
            var begun = connect.connect(provider);
            var page = Response.ok(
                    Templates.leave(
                                    provider,
                                    begun.getEntity().authorizationUrl().toString())
                            .render(),
                    MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
            begun.getStringHeaders()
                    .getOrDefault(HttpHeaders.SET_COOKIE, List.of())
                    .forEach(cookie -> page.header(HttpHeaders.SET_COOKIE, cookie));
            return page.build();
        } catch (ApiException e) {
            return forms.refused(PATH, e);
        }
    }

    @POST
    @Path("{id}/disconnect")
    public Response disconnect(@PathParam("id") UUID id) {
        try {
            calendars.calendarsDisconnect(id);
        } catch (ApiException e) {
            // Nothing is left to do where it is gone already, such as by a second press or in another tab.
            if (e.status() != NOT_FOUND) {
                return forms.refused(PATH, e);
            }
        }
        return forms.done(PATH, "calendars.disconnected");
    }
}
