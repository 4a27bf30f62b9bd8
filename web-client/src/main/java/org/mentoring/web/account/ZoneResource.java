package org.mentoring.web.account;

import java.time.ZoneId;

import jakarta.annotation.security.PermitAll;
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
import org.mentoring.web.api.client.AccountsApi;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.AccountChoices;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.LocalPath;
import org.mentoring.web.signin.Visitor;
import org.mentoring.web.time.Times;
import org.mentoring.web.time.Zones;

/** Offers to use the browser's zone once it differs; a browser that declined is not asked again about that zone. */
@Path("/zone")
@RunOnVirtualThread
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ZoneResource {

    private final AccountsApi accounts;
    private final AccountChoices choices;
    private final Visitor visitor;
    private final Reader reader;
    private final Forms forms;

    ZoneResource(
            @RestClient AccountsApi accounts, AccountChoices choices, Visitor visitor, Reader reader, Forms forms) {
        this.accounts = accounts;
        this.choices = choices;
        this.visitor = visitor;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "zone")
    static final class Templates {
        static native TemplateInstance offer(String browser, String browserName, String to);
    }

    /** The question as a fragment; empty where both zones have the same rules. */
    @GET
    @Path("offer")
    public Response offer(@QueryParam("browser") String browser, @QueryParam("to") String to) {
        return Zones.ofId(browser == null ? "" : browser)
                .filter(zone -> !Zones.same(zone, reader.zone()))
                .map(zone -> Response.ok(Templates.offer(
                        zone.getId(), name(zone), LocalPath.of(to).toString())))
                .orElseGet(Response::noContent)
                .build();
    }

    @POST
    public Response answer(
            @FormParam("browser") String browser, @FormParam("follow") String follow, @FormParam("to") String to) {
        var back = LocalPath.of(to).toString();
        var zone = Zones.ofId(browser == null ? "" : browser);
        if (zone.isEmpty()) {
            return forms.refused(back, "zone.unknown");
        }
        if (!"yes".equals(follow)) {
            return Response.fromResponse(forms.done(back, "zone.kept", "zone", name(reader.zone())))
                    .cookie(choices.zoneCookie(Reader.ZONE_KEPT_COOKIE, zone.get()))
                    .build();
        }
        var followed = forms.done(back, "zone.followed", "zone", name(zone.get()));
        if (visitor.signedIn()) {
            choices.rememberZone(choices.withZone(accounts.accountsMe(), zone.get()));
            return followed;
        }
        return Response.fromResponse(followed)
                .cookie(choices.zoneCookie(Reader.ZONE_COOKIE, zone.get()))
                .build();
    }

    private String name(ZoneId zone) {
        return new Times(reader.texts(), zone).zoneName();
    }
}
