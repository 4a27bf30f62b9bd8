package org.mentoring.booking.booking;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.calendar.CalendarEntry;
import org.mentoring.kit.calendar.EntryConfig;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.validation.ReaderLocale;

/** The calendar entry of a booking as a file to import: the same entry as that of its mails, whichever a calendar gets first. */
@ApplicationScoped
class Invite {

    private final EntryConfig config;

    Invite(EntryConfig config) {
        this.config = config;
    }

    /** @param reader a side of the booking; the file is in that side's language */
    String of(Bookings.CalendarFile file, Caller reader) {
        var booking = file.booking();
        var ofMentor = reader.id().toString().equals(booking.mentorId());
        return new CalendarEntry(
                        booking.id() + "@" + config.uidDomain(),
                        booking.sequence(),
                        file.changedAt(),
                        booking.startTime().toInstant(),
                        booking.endTime().toInstant(),
                        booking.sessionType(),
                        new CalendarEntry.Person(config.organizerName(), config.organizer()),
                        new CalendarEntry.Person(booking.mentorName(), booking.mentorEmail()),
                        new CalendarEntry.Person(booking.userName(), booking.userEmail()),
                        booking.meetingUrl(),
                        booking.note(),
                        booking.reason(),
                        URI.create(config.publicUrl() + "/bookings/" + booking.id()),
                        ReaderLocale.of(file.language(), ofMentor ? booking.mentorLocale() : booking.userLocale()))
                .publish(!booking.status().equals("confirmed"));
    }
}
