package org.mentoring.notification.booking;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Related;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Action;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.mentoring.kit.calendar.ContentLines;
import org.mentoring.notification.mail.Draft;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.Plain;
import org.mentoring.notification.mail.Recipient;

/**
 * The iTIP message (RFC 5546) of a booking: REQUEST for one that stands, also when it was moved, CANCEL for one that does
 * not. The UID stays, the SEQUENCE grows, the organiser is the platform: a calendar refuses an invitation of oneself by
 * oneself. Both sides have said yes by booking, so nobody is asked to reply. Its words are in the reader's language.
 */
final class CalendarObject {

    private static final Duration ALARM = Duration.ofMinutes(-15);

    private CalendarObject() {}

    /** @param booking tidied */
    static Draft.Invitation request(Booking booking, Recipient reader, MailConfig config, Instant now) {
        return of(ImmutableMethod.REQUEST, booking, reader, config, now);
    }

    /** @param booking tidied; the reader must have been invited to it before */
    static Draft.Invitation cancel(Booking booking, Recipient reader, MailConfig config, Instant now) {
        return of(ImmutableMethod.CANCEL, booking, reader, config, now);
    }

    private static Draft.Invitation of(
            Method method, Booking booking, Recipient reader, MailConfig config, Instant now) {
        var cancelled = method == ImmutableMethod.CANCEL;
        return new Draft.Invitation(method.getValue(), write(method, event(booking, cancelled, reader, config, now)));
    }

    private static VEvent event(Booking booking, boolean cancelled, Recipient reader, MailConfig config, Instant now) {
        var texts = reader.texts();
        var event = new VEvent(false);
        event.add(new Uid(booking.id() + "@" + config.domain()));
        event.add(new Sequence(booking.sequence()));
        event.add(new DtStamp(now));
        event.add(new DtStart<>(booking.startTime().toInstant()));
        event.add(new DtEnd<>(booking.endTime().toInstant()));
        event.add(new Summary(texts.of(
                "calendar.summary",
                "type",
                booking.sessionType(),
                "mentor",
                booking.mentorName(),
                "mentee",
                booking.userName())));
        event.add(cancelled ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        event.add(organizer(config));
        event.add(attendee(booking.mentorName(), booking.mentorEmail()));
        event.add(attendee(booking.userName(), booking.userEmail()));
        event.add(new Description(description(booking, reader)));
        if (booking.meetingUrl() != null) {
            event.add(new Location(booking.meetingUrl()));
            event.add(new Url(URI.create(booking.meetingUrl())));
        }
        if (!cancelled) {
            event.add(alarm(booking));
        }
        return event;
    }

    private static Organizer organizer(MailConfig config) {
        var organizer = new Organizer(mailto(config.organizer()));
        organizer.add(new Cn(config.senderName()));
        return organizer;
    }

    private static Attendee attendee(String name, String email) {
        var attendee = new Attendee(mailto(email));
        attendee.add(new Cn(Plain.line(name)));
        attendee.add(CuType.INDIVIDUAL);
        attendee.add(Role.REQ_PARTICIPANT);
        attendee.add(PartStat.ACCEPTED);
        attendee.add(Rsvp.FALSE);
        return attendee;
    }

    private static String description(Booking booking, Recipient reader) {
        var text = new StringBuilder();
        if (booking.meetingUrl() != null) {
            text.append(reader.texts().of("calendar.join", "url", booking.meetingUrl()));
        }
        if (booking.note() != null) {
            text.append(text.isEmpty() ? "" : "\n\n").append(booking.note());
        }
        return text.toString();
    }

    private static VAlarm alarm(Booking booking) {
        var alarm = new VAlarm();
        alarm.add(new Trigger(new ParameterList(List.of(Related.START)), ALARM));
        alarm.add(new Action(ImmutableAction.DISPLAY.getValue()));
        alarm.add(new Description(booking.sessionType()));
        return alarm;
    }

    private static String write(Method method, VEvent event) {
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Mentoring platform//Notifications//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(method);
        calendar.add(event);
        var text = new StringWriter();
        try {
            new CalendarOutputter(true).output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ContentLines.folded(text.toString());
    }

    /** Escapes what an address should not hold: the one side's odd address is no reason not to write to the other. */
    private static URI mailto(String email) {
        try {
            return new URI("mailto", email, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
