package org.mentoring.booking.booking;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.mentoring.kit.calendar.ContentLines;

/** A booking as an iCalendar object to be imported (METHOD:PUBLISH, RFC 5546 section 3.2.1): the entry that its mails are of. */
@ApplicationScoped
class Invite {

    private final CalendarConfig config;
    private final Clock clock;

    Invite(CalendarConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** @param booking with the addresses that its mails go to: a calendar knows its owner by that address */
    String of(Booking booking) {
        var event = new VEvent(false);
        event.add(new Uid(uid(booking.id())));
        event.add(new Sequence(booking.sequence()));
        event.add(new DtStamp(clock.instant()));
        event.add(new DtStart<>(booking.startTime().toInstant()));
        event.add(new DtEnd<>(booking.endTime().toInstant()));
        event.add(new Summary(booking.sessionType() + ": " + booking.mentorName() + " and " + booking.userName()));
        event.add(status(booking));
        event.add(new Organizer(mailto(config.organizer())));
        addAttendee(event, booking.mentorName(), booking.mentorEmail());
        addAttendee(event, booking.userName(), booking.userEmail());
        if (booking.meetingUrl() != null) {
            event.add(new Location(booking.meetingUrl()));
            event.add(new Url(URI.create(booking.meetingUrl())));
        }
        if (booking.note() != null) {
            event.add(new Description(booking.note()));
        }
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Mentoring platform//Booking//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableMethod.PUBLISH);
        calendar.add(event);
        return folded(calendar);
    }

    private static Status status(Booking booking) {
        return switch (booking.status()) {
            case "confirmed" -> ImmutableStatus.VEVENT_CONFIRMED;
            case "held", "pending" -> ImmutableStatus.VEVENT_TENTATIVE;
            default -> ImmutableStatus.VEVENT_CANCELLED;
        };
    }

    private String uid(UUID id) {
        return id + "@" + config.uidDomain();
    }

    /** @param email null for a side whose address the caller may not see */
    private static void addAttendee(VEvent event, String name, String email) {
        if (email != null) {
            var attendee = new Attendee(mailto(email));
            attendee.add(new Cn(name));
            event.add(attendee);
        }
    }

    private static String folded(Calendar calendar) {
        var text = new StringWriter();
        try {
            new CalendarOutputter(false).output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ContentLines.folded(text.toString());
    }

    private static URI mailto(String email) {
        try {
            return new URI("mailto", email, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
