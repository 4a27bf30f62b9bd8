package org.mentoring.web.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import org.mentoring.web.api.model.PreferencesDocument;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.time.Digits;

/**
 * The form of the mails that a person wants.
 *
 * @param kinds those that are switched on
 * @param shown kinds that the page showed: others are left as they are
 * @param reminders always as many rows as there may be reminders
 */
record NotificationsForm(
        List<String> kinds, List<String> shown, List<Reminder> reminders, String language, String version) {

    /** Kinds of mail that their reader may switch off. */
    static final List<String> OPTIONAL =
            List.of("session-reminder", "review-request", "mentor-report", "platform-report");

    static final int EARLIEST_REMINDER = 10_080;
    static final int LATEST_REMINDER = 5;
    private static final int MOST_REMINDERS = 5;

    /** A reminder as people say it, such as 2 hours. */
    record Reminder(String amount, String unit) {

        private static final Reminder NONE = new Reminder("", Unit.hours.name());

        static Reminder of(int minutes) {
            return Stream.of(Unit.values())
                    .filter(unit -> minutes % unit.length == 0)
                    .findFirst()
                    .map(unit -> new Reminder(Integer.toString(minutes / unit.length), unit.name()))
                    .orElseThrow();
        }

        static Reminder of(String amount, String unit) {
            var known = Stream.of(Unit.values()).map(Unit::name).anyMatch(unit::equals);
            return new Reminder(Digits.latin(amount), known ? unit : NONE.unit());
        }
    }

    /** The largest first. */
    enum Unit {
        days(1440),
        hours(60),
        minutes(1);

        private final int length;

        Unit(int minutes) {
            this.length = minutes;
        }
    }

    NotificationsForm {
        var rows = new ArrayList<>(reminders);
        rows.addAll(Collections.nCopies(Math.max(0, MOST_REMINDERS - rows.size()), Reminder.NONE));
        reminders = List.copyOf(rows.subList(0, MOST_REMINDERS));
    }

    static NotificationsForm of(PreferencesDocument stored, String version) {
        return new NotificationsForm(
                OPTIONAL.stream()
                        .filter(kind -> stored.kinds().getOrDefault(kind, true))
                        .toList(),
                OPTIONAL,
                stored.reminderMinutes().stream().map(Reminder::of).toList(),
                stored.language() == null ? "" : stored.language(),
                version);
    }

    static NotificationsForm of(SentForm form) {
        var amounts = form.all("amount");
        var units = form.all("unit");
        var reminders = new ArrayList<Reminder>();
        for (var i = 0; i < Math.min(amounts.size(), units.size()); i++) {
            reminders.add(Reminder.of(amounts.get(i), units.get(i)));
        }
        return new NotificationsForm(
                form.all("kind"), form.all("shown"), reminders, form.one("language"), form.one("version"));
    }

    NotificationsForm withVersion(String other) {
        return new NotificationsForm(kinds, shown, reminders, language, other);
    }

    /** @throws NumberFormatException if an amount is no number */
    List<Integer> minutes() {
        return reminders.stream()
                .filter(reminder -> !reminder.amount().isEmpty())
                .map(reminder ->
                        Math.multiplyExact(Integer.parseInt(reminder.amount()), Unit.valueOf(reminder.unit()).length))
                .toList();
    }

    PreferencesDocument change(PreferencesDocument stored, List<Integer> minutes) {
        var wanted = new LinkedHashMap<>(stored.kinds());
        shown.stream().filter(OPTIONAL::contains).forEach(kind -> wanted.put(kind, isOn(kind)));
        return new PreferencesDocument(wanted, minutes, language.isEmpty() ? null : language);
    }

    public boolean isOn(String kind) {
        return kinds.contains(kind);
    }
}
