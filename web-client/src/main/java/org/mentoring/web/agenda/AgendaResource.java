package org.mentoring.web.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.SessionsApi;
import org.mentoring.web.api.model.MentoringSession;
import org.mentoring.web.api.model.MentoringSessionPage;
import org.mentoring.web.language.Reader;
import org.mentoring.web.time.Dates;
import org.mentoring.web.time.Weeks;

/** The sessions of a mentor by day and week, and as a list. */
@Path("/agenda")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class AgendaResource {

    private static final List<String> VIEWS = List.of("week", "day", "list");
    private static final int ON_A_PAGE = 100;
    private static final int WEEK = 7;
    private static final int LIST_DAYS = 28;
    private static final int REPORTABLE_DAYS = 7;
    private static final int FARTHEST_DAYS = 3650;

    private final SessionsApi sessions;
    private final Reader reader;

    AgendaResource(@RestClient SessionsApi sessions, Reader reader) {
        this.sessions = sessions;
        this.reader = reader;
    }

    /** @param ask whether the mentor may say how it went */
    public record Entry(MentoringSession session, boolean ask) {}

    record Day(String date, String name, boolean today, List<Entry> entries) {}

    record View(
            String name,
            List<String> names,
            String date,
            String from,
            String to,
            String before,
            String after,
            boolean now,
            List<Day> days,
            int count,
            List<Instant> instants) {}

    @CheckedTemplate(basePath = "agenda")
    static final class Templates {
        static native TemplateInstance page(View view);
    }

    @GET
    public TemplateInstance show(@QueryParam("view") String wanted, @QueryParam("date") String date) {
        var today = reader.times().localDate(Instant.now());
        var name = wanted != null && VIEWS.contains(wanted) ? wanted : VIEWS.getFirst();
        var chosen = date(date, today);
        var first = "week".equals(name)
                ? chosen.with(TemporalAdjusters.previousOrSame(
                        Weeks.of(reader.texts().locale()).days().getFirst()))
                : chosen;
        var length =
                switch (name) {
                    case "week" -> WEEK;
                    case "day" -> 1;
                    default -> LIST_DAYS;
                };
        var end = first.plusDays(length);
        var found = between(first, end);
        var now = Instant.now();
        var days = first.datesUntil(end)
                .map(day -> new Day(
                        day.toString(),
                        reader.times()
                                .shortDay(
                                        day.atTime(12, 0).atZone(reader.zone()).toInstant()),
                        day.equals(today),
                        found.stream()
                                .filter(session -> reader.times()
                                        .localDate(session.startTime())
                                        .equals(day))
                                .map(session -> new Entry(session, canReport(session, now)))
                                .toList()))
                .filter(day -> !"list".equals(name) || !day.entries().isEmpty())
                .toList();
        return Templates.page(new View(
                name,
                VIEWS,
                chosen.toString(),
                reader.times().day(first),
                reader.times().day(end.minusDays(1)),
                first.minusDays(length).toString(),
                end.toString(),
                !today.isBefore(first) && today.isBefore(end),
                days,
                found.size(),
                found.isEmpty()
                        ? List.of(first.atTime(LocalTime.NOON)
                                .atZone(reader.zone())
                                .toInstant())
                        : found.stream()
                                .flatMap(session -> Stream.of(session.startTime(), session.endTime()))
                                .toList()));
    }

    private static boolean canReport(MentoringSession session, Instant now) {
        return List.of("upcoming", "active", "completed").contains(session.status())
                && session.reportedBy() == null
                && !session.startTime().isAfter(now)
                && session.endTime().plus(REPORTABLE_DAYS, ChronoUnit.DAYS).isAfter(now);
    }

    private static LocalDate date(String text, LocalDate otherwise) {
        return Dates.of(text)
                .filter(date -> Math.abs(ChronoUnit.DAYS.between(otherwise, date)) < FARTHEST_DAYS)
                .orElse(otherwise);
    }

    /** Those that start on these days of the reader's calendar. */
    private List<MentoringSession> between(LocalDate first, LocalDate end) {
        var from = first.atStartOfDay(reader.zone()).toInstant();
        var to = end.atStartOfDay(reader.zone()).toInstant().toString();
        return ApiCalls.all(
                        cursor -> sessions.sessionsPage(
                                null, cursor, from.toString(), ON_A_PAGE, "mentor", "start_time", null, to),
                        MentoringSessionPage::nextCursor,
                        MentoringSessionPage::items)
                .filter(session -> !session.startTime().isBefore(from))
                .toList();
    }
}
