package org.mentoring.web.link;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.client.BookingLinksApi;
import org.mentoring.web.api.model.Cancellation;
import org.mentoring.web.api.model.LinkedBooking;
import org.mentoring.web.api.model.Reschedule;
import org.mentoring.web.book.Summary;
import org.mentoring.web.bookings.BookingState;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/**
 * Sessions of links that were opened in this browser. The token of a link stays in a cookie of its own for an hour, so that it stands in
 * no address that is shown, kept in the history or sent to others.
 */
@RequestScoped
class LinkedSessions {

    private static final String COOKIE = Cookies.LINK;
    /** Whatever addresses a browser is led to, the headers of its requests stay short enough to be answered. */
    private static final int MOST_KEPT = 8;

    private static final int KEPT_FOR = (int) Duration.ofHours(1).toSeconds();
    private static final Pattern TOKEN = Pattern.compile("[\\w.-]{1,600}");

    private final BookingLinksApi links;
    private final Cookies cookies;
    private final Reader reader;

    LinkedSessions(@RestClient BookingLinksApi links, Cookies cookies, Reader reader) {
        this.links = links;
        this.cookies = cookies;
        this.reader = reader;
    }

    /** The cookie that keeps a token, and the end of all others where there are too many; none for what cannot be a token. */
    Stream<NewCookie> cookies(UUID booking, String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Stream.empty();
        }
        var own = COOKIE + booking;
        var others = reader.cookiesNamed(COOKIE).stream()
                .filter(name -> !name.equals(own))
                .toList();
        return Stream.concat(
                Stream.of(cookies.ofSession(own, token).maxAge(KEPT_FOR).build()),
                others.size() < MOST_KEPT ? Stream.empty() : others.stream().map(cookies::gone));
    }

    /** The session, in the zone of whom the mail was sent to where the browser's is not known. */
    LinkView get(UUID booking) {
        return view(links.bookingLinksGet(booking, token(booking)));
    }

    void cancel(UUID booking, String key, String reason) {
        links.bookingLinksCancel(booking, token(booking), key, new Cancellation(reason));
    }

    /** Whether the session has moved; false where the mentor is asked first. */
    boolean move(UUID booking, String key, Instant start, String reason) {
        return links.bookingLinksReschedule(booking, new Reschedule(start, reason), token(booking), key)
                        .proposal()
                == null;
    }

    private String token(UUID booking) {
        return reader.cookie(COOKIE + booking).filter(TOKEN.asMatchPredicate()).orElse(null);
    }

    private LinkView view(LinkedBooking booking) {
        if (!reader.zoneKnown()) {
            reader.follow(null, booking.timeZone());
        }
        var minutes =
                (int) Duration.between(booking.startTime(), booking.endTime()).toMinutes();
        var state = BookingState.of(
                booking.status(),
                booking.startTime(),
                booking.endTime(),
                booking.side().equals("mentee") ? booking.changeableUntil() : null,
                Instant.now());
        return new LinkView(
                booking,
                state.name(),
                // In the reader's zone alone: that of the other side is not disclosed.
                Summary.of(
                        reader,
                        booking.startTime(),
                        booking.sessionType(),
                        minutes,
                        reader.zone().getId(),
                        false),
                booking.proposal() == null
                        ? null
                        : reader.times()
                                .span(
                                        booking.proposal().startTime(),
                                        booking.proposal().endTime()),
                state.changeable(),
                state.tooLate());
    }
}
