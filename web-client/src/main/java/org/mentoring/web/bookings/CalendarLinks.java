package org.mentoring.web.bookings;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import jakarta.ws.rs.core.UriBuilder;

import org.mentoring.web.api.model.Booking;

/** Addresses that put a session into a calendar elsewhere: the same instant, whatever zone that calendar is in. */
public record CalendarLinks(String google, String outlook) {

    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static CalendarLinks of(Booking booking, String title, String page) {
        var place = booking.meetingUrl() == null ? page : booking.meetingUrl();
        return new CalendarLinks(
                withoutPlus(UriBuilder.fromUri("https://calendar.google.com/calendar/render")
                        .queryParam("action", "TEMPLATE")
                        .queryParam("text", "{title}")
                        .queryParam("dates", basic(booking.startTime()) + "/" + basic(booking.endTime()))
                        .queryParam("details", "{page}")
                        .queryParam("location", "{place}")
                        .build(title, page, place)),
                withoutPlus(UriBuilder.fromUri("https://outlook.live.com/calendar/0/deeplink/compose")
                        .queryParam("path", "/calendar/action/compose")
                        .queryParam("rru", "addevent")
                        .queryParam("subject", "{title}")
                        .queryParam("startdt", booking.startTime())
                        .queryParam("enddt", booking.endTime())
                        .queryParam("body", "{page}")
                        .queryParam("location", "{place}")
                        .build(title, page, place)));
    }

    /** The builder writes a space as a plus sign, which Outlook shows as one; a plus sign that is meant it writes as {@code %2B}. */
    private static String withoutPlus(URI address) {
        return address.toString().replace("+", "%20");
    }

    private static String basic(Instant instant) {
        return BASIC.format(instant);
    }
}
