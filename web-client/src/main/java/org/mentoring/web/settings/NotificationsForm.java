package org.mentoring.web.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.ws.rs.FormParam;

import org.mentoring.web.api.model.PreferencesDocument;
import org.mentoring.web.time.Digits;

/** The form of the mails that a person wants. */
public class NotificationsForm {

    /** Kinds of mail that their reader may switch off. */
    static final List<String> OPTIONAL =
            List.of("session-reminder", "review-request", "mentor-report", "platform-report");

    static final int MOST_REMINDERS = 5;
    static final int EARLIEST_REMINDER = 10_080;
    static final int LATEST_REMINDER = 5;

    @FormParam("kind")
    List<String> kinds;

    /** Kinds that the page showed: others are left as they are. */
    @FormParam("shown")
    List<String> shown;

    @FormParam("amount")
    List<String> amounts;

    @FormParam("unit")
    List<String> units;

    @FormParam("language")
    String language;

    @FormParam("version")
    String version;

    /** A reminder as people say it, such as 2 hours. */
    public record Reminder(String amount, String unit) {

        static Reminder of(int minutes) {
            return Stream.of(Unit.values())
                    .filter(unit -> minutes % unit.length == 0)
                    .findFirst()
                    .map(unit -> new Reminder(Integer.toString(minutes / unit.length), unit.name()))
                    .orElseThrow();
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

    static NotificationsForm of(PreferencesDocument stored, String version) {
        var form = new NotificationsForm();
        form.kinds = OPTIONAL.stream()
                .filter(kind -> stored.kinds().getOrDefault(kind, true))
                .toList();
        form.shown = OPTIONAL;
        var reminders = stored.reminderMinutes().stream().map(Reminder::of).toList();
        form.amounts = reminders.stream().map(Reminder::amount).toList();
        form.units = reminders.stream().map(Reminder::unit).toList();
        form.language = stored.language();
        form.version = version;
        return form;
    }

    /** @throws NumberFormatException if an amount is no number */
    List<Integer> minutes() {
        return reminders().stream()
                .filter(reminder -> !reminder.amount().isEmpty())
                .map(reminder ->
                        Math.multiplyExact(Integer.parseInt(reminder.amount()), Unit.valueOf(reminder.unit()).length))
                .toList();
    }

    PreferencesDocument change(PreferencesDocument stored, List<Integer> minutes) {
        var wanted = new LinkedHashMap<>(stored.kinds());
        Objects.requireNonNullElse(shown, List.<String>of()).stream()
                .filter(OPTIONAL::contains)
                .forEach(kind -> wanted.put(kind, isOn(kind)));
        return new PreferencesDocument(wanted, minutes, language().isEmpty() ? null : language());
    }

    public boolean isOn(String kind) {
        return kinds != null && kinds.contains(kind);
    }

    /** Always as many rows as there may be reminders. */
    public List<Reminder> reminders() {
        return Stream.iterate(0, i -> i + 1)
                .limit(MOST_REMINDERS)
                .map(i -> new Reminder(at(amounts, i), unit(at(units, i))))
                .toList();
    }

    public String language() {
        return Objects.requireNonNullElse(language, "");
    }

    public String version() {
        return Objects.requireNonNullElse(version, "");
    }

    private static String unit(String value) {
        return Stream.of(Unit.values()).map(Unit::name).anyMatch(value::equals) ? value : Unit.hours.name();
    }

    private static String at(List<String> values, int i) {
        return values != null && i < values.size() ? Digits.latin(values.get(i).strip()) : "";
    }
}
