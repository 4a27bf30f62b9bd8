package org.mentoring.web.bookings;

import java.time.Instant;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.PublicOrigin;
import org.mentoring.web.WebConfig;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.SessionsApi;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.TypedText;
import org.mentoring.web.language.Reader;

/** The page of a booking, also where one of its forms was refused. */
@RequestScoped
class BookingPages {

    private final SessionsApi sessions;
    private final Reader reader;
    private final WebConfig config;

    BookingPages(@RestClient SessionsApi sessions, Reader reader, WebConfig config) {
        this.sessions = sessions;
        this.reader = reader;
        this.config = config;
    }

    @CheckedTemplate(basePath = "bookings")
    static final class Templates {
        static native TemplateInstance page(
                BookingView view,
                CalendarLinks calendars,
                ApiResult<Attendance> session,
                TypedText typed,
                FormErrors errors);
    }

    /** @param written into the form that was refused */
    TemplateInstance page(BookingView view, TypedText typed, FormErrors errors) {
        var booking = view.booking();
        var confirmed = booking.status().equals("confirmed");
        return Templates.page(
                view,
                confirmed
                        ? CalendarLinks.of(
                                booking,
                                reader.texts().of("bookings.calendar.title", "name", view.other()),
                                PublicOrigin.of(config) + "/bookings/" + booking.id())
                        : null,
                Set.of("now", "over").contains(view.state()) && booking.sessionId() != null
                        ? ApiCalls.orUnavailable(() -> sessions.sessionsGet(booking.sessionId()))
                                .map(session -> Attendance.of(session, view, Instant.now()))
                        : null,
                typed,
                errors);
    }
}
