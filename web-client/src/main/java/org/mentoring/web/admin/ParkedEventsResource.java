package org.mentoring.web.admin;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.model.DiscardEvent;
import org.mentoring.web.api.model.ParkedEventPage;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.form.TypedText;

/** Events that Kafka refused, by service. */
@Path("/admin/events")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ParkedEventsResource {

    /** As their paths begin. */
    static final List<String> SERVICES = List.of("users", "mentors", "bookings", "reviews", "notifications");

    private static final int PAGE = 50;
    private static final int LONGEST_REASON = 500;
    private static final String HERE = "/admin/events";

    private final ParkedEventsClient events;
    private final ApiCalls calls;
    private final Forms forms;
    private final SentForm form;

    ParkedEventsResource(@RestClient ParkedEventsClient events, ApiCalls calls, Forms forms, SentForm form) {
        this.events = events;
        this.calls = calls;
        this.forms = forms;
        this.form = form;
    }

    record OfService(String service, ApiResult<ParkedEventPage> page) {}

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance events(List<OfService> services, TypedText typed, int most, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        return page(TypedText.nothing(), FormErrors.none());
    }

    private TemplateInstance page(TypedText typed, FormErrors errors) {
        var asked = SERVICES.stream()
                .map(service -> calls.start(() -> events.list(service, PAGE)))
                .toList();
        var services = IntStream.range(0, SERVICES.size())
                .mapToObj(i -> new OfService(SERVICES.get(i), asked.get(i).orUnavailable()))
                .toList();
        return Templates.events(services, typed, LONGEST_REASON, errors);
    }

    @POST
    @Path("{service}/replay")
    public Response replayAll(@PathParam("service") String service) {
        var replayed = events.replayAll(known(service));
        return forms.done(HERE, "admin.event.replayed-all", "count", replayed.replayed());
    }

    @POST
    @Path("{service}/{id}/replay")
    public Response replay(@PathParam("service") String service, @PathParam("id") UUID id) {
        events.replay(known(service), id);
        return forms.done(HERE, "admin.event.replayed");
    }

    @POST
    @Path("{service}/{id}/discard")
    public Response discard(@PathParam("service") String service, @PathParam("id") UUID id) {
        var typed = new TypedText("reason-" + id, form.one("reason"));
        var errors = forms.errors()
                .required(typed.field(), typed.text(), "admin.wrong.reason", "most", LONGEST_REASON)
                .atMost(LONGEST_REASON, typed.field(), typed.text());
        if (errors.any()) {
            return forms.again(page(typed, errors));
        }
        try {
            events.discard(known(service), id, new DiscardEvent(typed.text()));
            return forms.done(HERE, "admin.event.discarded");
        } catch (ApiException e) {
            return forms.again(page(typed, forms.errors(e, Map.of("reason", typed.field()))));
        }
    }

    private static String known(String service) {
        if (!SERVICES.contains(service)) {
            throw new NotFoundException();
        }
        return service;
    }
}
