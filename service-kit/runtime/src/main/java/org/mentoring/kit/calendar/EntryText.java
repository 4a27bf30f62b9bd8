package org.mentoring.kit.calendar;

import java.net.URI;
import java.util.Locale;

import jakarta.annotation.Nullable;

/**
 * What the calendar entry of a meeting of two people says, wherever it is written: in mails, in files, and to connected calendars.
 * Names and texts may hold anything.
 *
 * @param topic what the meeting is about
 * @param joinUrl where it takes place; null for none. Anything but a web address is left out
 * @param note null for none
 * @param manageUrl where it can be moved or cancelled
 * @param language the reader's; English for one without texts
 */
public record EntryText(
        String topic,
        String firstName,
        String secondName,
        @Nullable String joinUrl,
        @Nullable String note,
        URI manageUrl,
        Locale language) {

    /** What the entry is called. */
    public String summary() {
        return CalendarWords.in(language)
                .of(
                        "summary",
                        "topic",
                        CalendarText.line(topic),
                        "first",
                        CalendarText.line(firstName),
                        "second",
                        CalendarText.line(secondName));
    }

    /** Where the meeting takes place; null for nowhere. */
    @Nullable
    public String location() {
        var join = CalendarText.webAddress(joinUrl);
        return join == null ? null : join.toString();
    }

    /** A link ends its line, so that no program takes what follows for a part of it. */
    public String description() {
        var words = CalendarWords.in(language);
        var text = new StringBuilder();
        var join = location();
        if (join != null) {
            text.append(words.of("join", "url", join)).append("\n\n");
        }
        var noted = CalendarText.lines(note);
        if (!noted.isEmpty()) {
            text.append(noted).append("\n\n");
        }
        return text.append(words.of("manage", "url", manageUrl.toASCIIString()))
                .append('\n')
                .append(words.of("answers"))
                .toString();
    }
}
