package org.mentoring.web.mentees;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.MenteesApi;
import org.mentoring.web.api.client.SessionsApi;
import org.mentoring.web.api.model.Mentee;
import org.mentoring.web.api.model.MentoringSession;
import org.mentoring.web.api.model.MentoringSessionPage;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** The mentees whom a mentor has met, and what they say of themselves. */
@Path("/mentees")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class MenteesResource {

    private static final int ON_A_PAGE = 100;
    private static final String HELD = "completed";

    private final SessionsApi sessions;
    private final MenteesApi mentees;
    private final ApiCalls calls;

    MenteesResource(@RestClient SessionsApi sessions, @RestClient MenteesApi mentees, ApiCalls calls) {
        this.sessions = sessions;
        this.mentees = mentees;
        this.calls = calls;
    }

    /** @param last when the latest of the sessions began */
    record Met(UUID id, String name, Instant last, int count) {

        static Met of(List<MentoringSession> latestFirst) {
            var last = latestFirst.getFirst();
            return new Met(last.menteeId(), last.menteeName(), last.startTime(), latestFirst.size());
        }
    }

    record Shown(List<Met> met, Paging paging) {}

    @CheckedTemplate(basePath = "mentees")
    static final class Templates {
        static native TemplateInstance list(Shown shown);

        static native TemplateInstance page(
                String name, ApiResult<Mentee> mentee, ApiResult<List<MentoringSession>> together);
    }

    @GET
    public TemplateInstance list(@QueryParam("cursor") String cursor) {
        var found = ApiCalls.orUnavailable(() -> ApiCalls.page(cursor, from -> held(from, HELD)));
        return Templates.list(found.optional()
                .map(page ->
                        new Shown(met(page.items()), Paging.of(PageAddress.of("/mentees"), cursor, page.nextCursor())))
                .orElse(null));
    }

    /** Also of somebody who asks for a first session; a mentee need not have written anything. */
    @GET
    @Path("{id}")
    public TemplateInstance mentee(@PathParam("id") UUID id) {
        var together = calls.start(() -> together(id));
        var asked = calls.start(() -> mentees.menteesById(id));
        var mentee = asked.orUnavailable();
        var held = together.orUnavailable();
        var name = mentee.optional()
                .map(Mentee::name)
                .or(() -> held.optional().stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .map(MentoringSession::menteeName))
                .orElseGet(() -> {
                    // Either may have the name once its service is back; only without both is there nobody.
                    together.get();
                    return asked.get().name();
                });
        return Templates.page(name, mentee, held);
    }

    private MentoringSessionPage held(String cursor, String status) {
        return sessions.sessionsPage(null, cursor, null, ON_A_PAGE, "mentor", "-start_time", status, null);
    }

    private static List<Met> met(List<MentoringSession> latestFirst) {
        return latestFirst.stream()
                .collect(Collectors.groupingBy(MentoringSession::menteeId, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Met::of)
                .toList();
    }

    /** The latest first; those that were called off are none. */
    private List<MentoringSession> together(UUID mentee) {
        return ApiCalls.all(cursor -> held(cursor, null), MentoringSessionPage::nextCursor, MentoringSessionPage::items)
                .filter(session -> session.menteeId().equals(mentee))
                .filter(session -> !"cancelled".equals(session.status()))
                .toList();
    }
}
