package org.mentoring.notification.preference;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.mentoring.notification.message.Kind;

/**
 * What a person wants to be written about, and how.
 *
 * @param off kinds of mail that are not wanted
 * @param reminders how long before a session to remind, the longest first; empty for no reminders
 * @param language one of those that mails are written in; null for that of the account
 * @param version of the row; 0 for somebody who has chosen nothing yet
 */
public record Choices(Set<Kind> off, List<Duration> reminders, String language, long version) {

    /** Of somebody who has chosen nothing: everything, reminders a day and an hour ahead. */
    public static final Choices DEFAULT =
            new Choices(Set.of(), List.of(Duration.ofHours(24), Duration.ofHours(1)), null, 0);

    public Choices {
        off = Set.copyOf(off);
        reminders = List.copyOf(reminders);
    }

    /** Whether a mail of the kind may go to the person; a kind that nobody can switch off always may. */
    public boolean allows(Kind kind) {
        return !kind.category().optional() || !off.contains(kind);
    }

    /** The names of the kinds that are off, in their order. */
    String[] columns() {
        return Arrays.stream(Kind.values())
                .filter(off::contains)
                .map(Kind::column)
                .toArray(String[]::new);
    }

    /** A kind that this version of the service does not know is left out. */
    static Set<Kind> kinds(String[] columns) {
        var kinds = EnumSet.noneOf(Kind.class);
        Arrays.stream(columns).forEach(column -> Kind.ofColumn(column).ifPresent(kinds::add));
        return kinds;
    }
}
