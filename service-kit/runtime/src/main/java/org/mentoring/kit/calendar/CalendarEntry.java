package org.mentoring.kit.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

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

/**
 * The calendar entry of a meeting of two people, and the iCalendar objects (RFC 5545) that carry it: invitations by mail (iTIP, RFC
 * 5546) and files to import. All carry the same event, so that whichever a calendar gets first, and whichever second, it ends with
 * one complete entry. Names and texts may hold anything.
 *
 * <p>The organiser is the platform, because a calendar refuses an invitation of its owner by its owner. Both people have agreed
 * already, so nobody is asked to reply.
 *
 * @param uid the same for every state of the meeting
 * @param sequence grows with every change that a calendar shows
 * @param changedAt when it came to be as it is
 * @param topic what the meeting is about
 * @param joinUrl where it takes place; null for none. Anything but a web address is left out
 * @param note null for none
 * @param reason why it was cancelled; null for none
 * @param manageUrl where it can be moved or cancelled
 * @param language the reader's; English for one without texts
 */
public record CalendarEntry(
        String uid,
        int sequence,
        Instant changedAt,
        Instant start,
        Instant end,
        String topic,
        Person organizer,
        Person first,
        Person second,
        String joinUrl,
        String note,
        String reason,
        URI manageUrl,
        Locale language) {

    private static final Duration ALARM = Duration.ofMinutes(-15);
    private static final String PRODUCT = "-//Mentoring platform//Calendar//EN";

    /** @param email in any script; it is written as mails are addressed */
    public record Person(String name, String email) {}

    /** An invitation of both people, or the change of one (METHOD:REQUEST). */
    public String request() {
        return write(ImmutableMethod.REQUEST, event(false, true));
    }

    /** Takes the entry out of the calendars of both people (METHOD:CANCEL). */
    public String cancel() {
        return write(ImmutableMethod.CANCEL, event(true, true));
    }

    /** A file to import: nobody is invited by it, so it names no attendees (METHOD:PUBLISH, RFC 5546, section 3.2.1). */
    public String publish(boolean cancelled) {
        return write(ImmutableMethod.PUBLISH, event(cancelled, false));
    }

    private VEvent event(boolean cancelled, boolean inviting) {
        var words = CalendarWords.in(language);
        var event = new VEvent(false);
        event.add(new Uid(uid));
        event.add(new Sequence(sequence));
        event.add(new DtStamp(changedAt));
        event.add(new DtStart<>(start));
        event.add(new DtEnd<>(end));
        event.add(new Summary(text().summary()));
        event.add(cancelled ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        var from = new Organizer(MailAddress.mailto(organizer.email()));
        from.add(new Cn(CalendarText.line(organizer.name())));
        event.add(from);
        if (inviting) {
            event.add(attendee(first));
            event.add(attendee(second));
        }
        event.add(new Description(cancelled ? cancellation(words) : text().description()));
        if (!cancelled) {
            var join = CalendarText.webAddress(joinUrl);
            if (join != null) {
                event.add(new Location(join.toString()));
                event.add(new Url(join));
            }
            event.add(alarm());
        }
        return event;
    }

    private static Attendee attendee(Person person) {
        var attendee = new Attendee(MailAddress.mailto(person.email()));
        attendee.add(new Cn(CalendarText.line(person.name())));
        attendee.add(CuType.INDIVIDUAL);
        attendee.add(Role.REQ_PARTICIPANT);
        attendee.add(PartStat.ACCEPTED);
        attendee.add(Rsvp.FALSE);
        return attendee;
    }

    private EntryText text() {
        return new EntryText(topic, first.name(), second.name(), joinUrl, note, manageUrl, language);
    }

    /** Programs show the description of a cancelled entry, and not its comment. */
    private String cancellation(CalendarWords words) {
        var why = CalendarText.lines(reason);
        return why.isEmpty() ? words.of("cancelled") : words.of("cancelled") + '\n' + words.of("reason", "reason", why);
    }

    private VAlarm alarm() {
        var alarm = new VAlarm();
        alarm.add(new Trigger(new ParameterList(List.of(Related.START)), ALARM));
        alarm.add(new Action(ImmutableAction.DISPLAY.getValue()));
        alarm.add(new Description(CalendarText.line(topic)));
        return alarm;
    }

    private static String write(Method method, VEvent event) {
        var calendar = new Calendar();
        calendar.add(new ProdId(PRODUCT));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(method);
        calendar.add(event);
        var text = new StringWriter();
        try {
            // What is written depends on no input, so tests validate it once, and not every mail.
            new CalendarOutputter(false).output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ContentLines.folded(text.toString());
    }
}
