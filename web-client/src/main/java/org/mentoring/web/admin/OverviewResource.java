package org.mentoring.web.admin;

import java.util.List;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiCalls.Call;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.DeadLettersApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.client.NotificationsApi;
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.client.SessionsApi;

/** What an admin has to decide or repair. */
@Path("/admin")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class OverviewResource {

    private static final int MOST_COUNTED = 50;

    private final MentorsApi mentors;
    private final ReviewsApi reviews;
    private final SessionsApi sessions;
    private final NotificationsApi notifications;
    private final DeadLettersApi deadLetters;
    private final ParkedEventsClient parked;
    private final ApiCalls calls;

    OverviewResource(
            @RestClient MentorsApi mentors,
            @RestClient ReviewsApi reviews,
            @RestClient SessionsApi sessions,
            @RestClient NotificationsApi notifications,
            @RestClient DeadLettersApi deadLetters,
            @RestClient ParkedEventsClient parked,
            ApiCalls calls) {
        this.mentors = mentors;
        this.reviews = reviews;
        this.sessions = sessions;
        this.notifications = notifications;
        this.deadLetters = deadLetters;
        this.parked = parked;
        this.calls = calls;
    }

    /** @param more whether there are more than were counted */
    record Waiting(int count, boolean more) {}

    /** @param name also the last part of its page's path */
    record Task(String name, ApiResult<Waiting> waiting) {}

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance overview(List<Task> tasks);
    }

    @GET
    public TemplateInstance show() {
        var applications = calls.start(() -> mentors.mentorsApplications(null, MOST_COUNTED, null));
        var reports = calls.start(() -> reviews.reviewsReports(null, MOST_COUNTED));
        var disputes = calls.start(() -> sessions.sessionsPage(true, null, null, MOST_COUNTED, null, null, null, null));
        var mails = calls.start(() -> notifications.notificationsPage(null, MOST_COUNTED, "failed"));
        var letters = calls.start(() -> deadLetters.deadLettersPage(null, MOST_COUNTED, "parked", null));
        var events = ParkedEventsResource.SERVICES.stream()
                .map(service -> calls.start(() -> parked.list(service, MOST_COUNTED)))
                .toList();
        return Templates.overview(List.of(
                task("applications", applications, page -> waiting(page.items(), page.nextCursor())),
                task(
                        "reviews",
                        reports,
                        page -> waiting(
                                page.items().stream()
                                        .filter(report -> !report.hidden())
                                        .toList(),
                                page.nextCursor())),
                task("disputes", disputes, page -> waiting(page.items(), page.nextCursor())),
                task("mails", mails, page -> waiting(page.items(), page.nextCursor())),
                task("dead-letters", letters, page -> waiting(page.items(), page.nextCursor())),
                new Task(
                        "events",
                        events.stream()
                                .map(Call::orUnavailable)
                                .map(page -> page.map(one -> waiting(one.items(), one.nextCursor())))
                                .reduce(OverviewResource::both)
                                .orElseThrow())));
    }

    private static <P> Task task(String name, Call<P> asked, Function<P, Waiting> waiting) {
        return new Task(name, asked.orUnavailable().map(waiting));
    }

    private static Waiting waiting(List<?> items, String nextCursor) {
        return new Waiting(items.size(), nextCursor != null);
    }

    private static ApiResult<Waiting> both(ApiResult<Waiting> one, ApiResult<Waiting> other) {
        if (!one.present() || !other.present()) {
            return one.present() ? other : one;
        }
        return one.map(waiting -> new Waiting(
                waiting.count() + other.value().count(),
                waiting.more() || other.value().more()));
    }
}
