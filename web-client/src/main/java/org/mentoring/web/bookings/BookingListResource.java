package org.mentoring.web.bookings;

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

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.model.BookingPage;
import org.mentoring.web.api.model.OwnReview;
import org.mentoring.web.language.Reader;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;
import org.mentoring.web.time.Dates;

/** The sessions of a mentee: upcoming, waiting for an answer, past, and those that were not held. */
@Path("/bookings")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BookingListResource {

    private static final int ON_A_PAGE = 20;
    private static final int MOST_REVIEWS = 100;

    /** The lists, by the value of the query parameter {@code show}. */
    private enum Listing {
        UPCOMING("confirmed", "start_time"),
        WAITING("pending", "start_time"),
        PAST("confirmed", "-start_time"),
        CANCELLED("cancelled", "-start_time"),
        DECLINED("declined", "-start_time"),
        EXPIRED("expired", "-start_time");

        private final String status;
        private final String sort;

        Listing(String status, String sort) {
            this.status = status;
            this.sort = sort;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Listing of(String key) {
            return List.of(values()).stream()
                    .filter(listing -> listing.key().equals(key))
                    .findFirst()
                    .orElse(UPCOMING);
        }
    }

    private final BookingsApi bookings;
    private final ReviewsApi reviews;
    private final OwnBookings views;
    private final Reader reader;

    BookingListResource(
            @RestClient BookingsApi bookings, @RestClient ReviewsApi reviews, OwnBookings views, Reader reader) {
        this.bookings = bookings;
        this.reviews = reviews;
        this.views = views;
        this.reader = reader;
    }

    record Tab(String key, String address, boolean chosen) {}

    /** @param rating that the mentee has given; null without a review */
    record Row(BookingView view, Integer rating) {}

    /** @param first the next session, shown large; null where none is */
    record Shown(String listing, Row first, List<Row> rows, Paging paging, String from, String to) {

        public boolean filtered() {
            return !from.isEmpty() || !to.isEmpty();
        }

        public boolean empty() {
            return first == null && rows.isEmpty();
        }
    }

    @CheckedTemplate(basePath = "bookings")
    static final class Templates {
        static native TemplateInstance list(List<Tab> tabs, Shown shown);
    }

    @GET
    @Authenticated
    public TemplateInstance list(
            @QueryParam("show") String show,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("cursor") String cursor) {
        var listing = Listing.of(show);
        var first = Dates.of(from);
        var last = Dates.of(to);
        var found = ApiCalls.orUnavailable(() -> ApiCalls.page(cursor, at -> page(listing, first, last, at)));
        return Templates.list(
                tabs(listing),
                found.optional()
                        .map(page -> shown(listing, page, first, last, cursor))
                        .orElse(null));
    }

    private BookingPage page(Listing listing, Optional<LocalDate> from, Optional<LocalDate> to, String cursor) {
        // A cursor is valid for the same filters only, so they must not change with the clock: sessions that have ended
        // are filtered out afterwards.
        var now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var begin = from.map(day -> day.atStartOfDay(reader.zone()).toInstant());
        var end = to.map(day -> day.plusDays(1).atStartOfDay(reader.zone()).toInstant());
        return bookings.bookingsPage(
                cursor,
                (listing == Listing.UPCOMING ? Optional.of(later(begin.orElse(now), now)) : begin)
                        .map(Instant::toString)
                        .orElse(null),
                ON_A_PAGE,
                "mentee",
                listing.sort,
                listing.status,
                (listing == Listing.PAST
                                ? Optional.of(earlier(end.orElse(Instant.MAX), now.plus(1, ChronoUnit.DAYS)))
                                : end)
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
            Listing listing, BookingPage page, Optional<LocalDate> from, Optional<LocalDate> to, String cursor) {
        var ratings = listing == Listing.PAST ? ratings() : Map.<UUID, Integer>of();
        var rows = page.items().stream()
                .map(views::of)
                .filter(view -> listing != Listing.UPCOMING || !view.state().equals("over"))
                .filter(view -> listing != Listing.PAST || view.state().equals("over"))
                .map(view -> new Row(
                        view,
                        view.booking().sessionId() == null
                                ? null
                                : ratings.get(view.booking().sessionId())))
                .toList();
        var paging = Paging.of(address(listing, from, to), cursor, page.nextCursor());
        var large = listing == Listing.UPCOMING && paging.first() == null && !rows.isEmpty();
        return new Shown(
                listing.key(),
                large ? rows.getFirst() : null,
                large ? rows.subList(1, rows.size()) : rows,
                paging,
                from.map(LocalDate::toString).orElse(""),
                to.map(LocalDate::toString).orElse(""));
    }

    /** By session; nothing where reviews cannot be asked for. */
    private Map<UUID, Integer> ratings() {
        return ApiCalls.orUnavailable(() -> reviews.reviewsMine(null, MOST_REVIEWS)).optional().stream()
                .flatMap(page -> page.items().stream())
                .collect(Collectors.toMap(OwnReview::sessionId, OwnReview::rating, (one, same) -> one));
    }

    private static List<Tab> tabs(Listing chosen) {
        return List.of(Listing.values()).stream()
                .map(listing -> new Tab(
                        listing.key(),
                        address(listing, Optional.empty(), Optional.empty()).toString(),
                        listing == chosen))
                .toList();
    }

    private static PageAddress address(Listing listing, Optional<LocalDate> from, Optional<LocalDate> to) {
        return PageAddress.of("/bookings")
                .with("show", listing == Listing.UPCOMING ? null : listing.key())
                .with("from", from.orElse(null))
                .with("to", to.orElse(null));
    }
}
