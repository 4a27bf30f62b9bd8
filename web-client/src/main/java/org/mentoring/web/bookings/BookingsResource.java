package org.mentoring.web.bookings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.Parts;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.model.BookingPage;
import org.mentoring.web.api.model.OwnReview;
import org.mentoring.web.language.Reader;

/** The sessions of a mentee: to come, waiting, past, and those that did not come about. */
@Path("/bookings")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BookingsResource {

    private static final int ON_A_PAGE = 20;
    private static final int MOST_REVIEWS = 100;
    private static final int LONGEST_CURSOR = 1000;

    /** What is listed, by the name that the address has. */
    private enum Part {
        UPCOMING("confirmed", "start_time"),
        WAITING("pending", "start_time"),
        PAST("confirmed", "-start_time"),
        CANCELLED("cancelled", "-start_time"),
        DECLINED("declined", "-start_time"),
        EXPIRED("expired", "-start_time");

        private final String status;
        private final String sort;

        Part(String status, String sort) {
            this.status = status;
            this.sort = sort;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Part of(String key) {
            return List.of(values()).stream()
                    .filter(part -> part.key().equals(key))
                    .findFirst()
                    .orElse(UPCOMING);
        }
    }

    private final BookingsApi bookings;
    private final ReviewsApi reviews;
    private final BookingViews views;
    private final Reader reader;

    BookingsResource(
            @RestClient BookingsApi bookings, @RestClient ReviewsApi reviews, BookingViews views, Reader reader) {
        this.bookings = bookings;
        this.reviews = reviews;
        this.views = views;
        this.reader = reader;
    }

    record Tab(String key, String address, boolean chosen) {}

    /** @param rating that the mentee has given; null without a review */
    record Row(BookingView view, Integer rating, String again) {}

    /** @param first the next session, shown large; null where none is */
    record Shown(String part, Row first, List<Row> rows, String next, String from, String to, boolean firstPage) {

        public boolean filtered() {
            return !from.isEmpty() || !to.isEmpty();
        }

        public boolean empty() {
            return first == null && rows.isEmpty();
        }
    }

    @CheckedTemplate(basePath = "bookings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(List<Tab> tabs, Shown shown);
    }

    @GET
    @Authenticated
    public TemplateInstance list(
            @QueryParam("show") String show,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("cursor") String cursor) {
        var part = Part.of(show);
        var first = date(from);
        var last = date(to);
        var at = cursor == null || cursor.isBlank() || cursor.length() > LONGEST_CURSOR ? null : cursor;
        var found = Parts.orDown(() -> page(part, first, last, at));
        return Templates.list(
                tabs(part),
                found.optional()
                        .map(page -> shown(part, page, first, last, at == null))
                        .orElse(null));
    }

    private BookingPage page(Part part, Optional<LocalDate> from, Optional<LocalDate> to, String cursor) {
        // A cursor is good for the same filters alone, so that they must not move with the clock: what is over is left
        // out later.
        var now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var begin = from.map(day -> day.atStartOfDay(reader.zone()).toInstant());
        var end = to.map(day -> day.plusDays(1).atStartOfDay(reader.zone()).toInstant());
        return bookings.bookingsPage(
                cursor,
                (part == Part.UPCOMING ? Optional.of(later(begin.orElse(now), now)) : begin)
                        .map(Instant::toString)
                        .orElse(null),
                ON_A_PAGE,
                "mentee",
                part.sort,
                part.status,
                (part == Part.PAST ? Optional.of(earlier(end.orElse(Instant.MAX), now.plus(1, ChronoUnit.DAYS))) : end)
                        .map(Instant::toString)
                        .orElse(null));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Shown shown(
            Part part, BookingPage page, Optional<LocalDate> from, Optional<LocalDate> to, boolean firstPage) {
        var ratings = part == Part.PAST ? ratings() : Map.<UUID, Integer>of();
        var rows = page.items().stream()
                .map(views::of)
                .filter(view -> part != Part.UPCOMING || !view.state().equals("over"))
                .filter(view -> part != Part.PAST || view.state().equals("over"))
                .map(view -> new Row(
                        view,
                        view.booking().sessionId() == null
                                ? null
                                : ratings.get(view.booking().sessionId()),
                        UriBuilder.fromPath("/mentors/{id}/book")
                                .queryParam("type", "{type}")
                                .build(view.booking().mentorId(), view.booking().sessionType())
                                .toString()))
                .toList();
        var large = part == Part.UPCOMING && firstPage && !rows.isEmpty();
        return new Shown(
                part.key(),
                large ? rows.getFirst() : null,
                large ? rows.subList(1, rows.size()) : rows,
                page.nextCursor() == null ? null : address(part, from, to, page.nextCursor()),
                from.map(LocalDate::toString).orElse(""),
                to.map(LocalDate::toString).orElse(""),
                firstPage);
    }

    /** By session; nothing where reviews cannot be asked for. */
    private Map<UUID, Integer> ratings() {
        return Parts.orDown(() -> reviews.reviewsMine(null, MOST_REVIEWS)).optional().stream()
                .flatMap(page -> page.items().stream())
                .collect(Collectors.toMap(OwnReview::sessionId, OwnReview::rating, (one, same) -> one));
    }

    private static List<Tab> tabs(Part chosen) {
        return List.of(Part.values()).stream()
                .map(part ->
                        new Tab(part.key(), address(part, Optional.empty(), Optional.empty(), null), part == chosen))
                .toList();
    }

    private static String address(Part part, Optional<LocalDate> from, Optional<LocalDate> to, String cursor) {
        var address = UriBuilder.fromPath("/bookings");
        if (part != Part.UPCOMING) {
            address.queryParam("show", part.key());
        }
        from.ifPresent(day -> address.queryParam("from", day));
        to.ifPresent(day -> address.queryParam("to", day));
        if (cursor != null) {
            address.queryParam("cursor", "{cursor}").resolveTemplate("cursor", cursor, true);
        }
        return address.build().toString();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text == null || text.isBlank() || text.length() > 10
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
