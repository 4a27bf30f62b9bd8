package org.mentoring.web.availability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.mentoring.web.api.model.SessionType;
import org.mentoring.web.api.model.Settings;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.time.Zones;

/** The settings as they are typed. */
record AvailabilitySettingsForm(
        List<Type> types,
        String interval,
        String notice,
        String changeNotice,
        String windowDays,
        boolean approval,
        String perDay,
        String perWeek,
        String standing,
        String changes,
        String moves,
        String meeting,
        String zone) {

    static final int MOST_TYPES = 20;
    private static final int LEAST_MINUTES = 5;
    private static final int DAY_MINUTES = 1440;
    private static final int MONTH_MINUTES = 43_200;
    private static final int LONGEST_NAME = 100;

    record Type(String name, String minutes, String before, String after) {

        static final Type NEW = new Type("", "60", "0", "0");
    }

    static AvailabilitySettingsForm of(Settings settings) {
        return new AvailabilitySettingsForm(
                new ArrayList<>(settings.sessionTypes().stream()
                        .map(type -> new Type(
                                type.name(),
                                text(type.durationMinutes()),
                                text(type.bufferBeforeMinutes()),
                                text(type.bufferAfterMinutes())))
                        .toList()),
                text(settings.slotIntervalMinutes()),
                text(settings.minimumNoticeMinutes()),
                text(settings.changeNoticeMinutes()),
                text(settings.bookingWindowDays()),
                Boolean.TRUE.equals(settings.approvalRequired()),
                text(settings.mostPerDay()),
                text(settings.mostPerWeek()),
                text(settings.mostStandingPerMentee()),
                text(settings.mostChangesPerMenteeAndDay()),
                text(settings.mostMovesPerBooking()),
                Objects.requireNonNullElse(settings.meetingUrl(), ""),
                settings.timeZone());
    }

    static AvailabilitySettingsForm of(SentForm form) {
        var names = form.all("type-name");
        var minutes = form.all("type-minutes");
        var before = form.all("type-before");
        var after = form.all("type-after");
        var types = new ArrayList<Type>();
        for (var i = 0; i < Math.min(names.size(), MOST_TYPES); i++) {
            types.add(new Type(names.get(i), at(minutes, i), at(before, i), at(after, i)));
        }
        return new AvailabilitySettingsForm(
                types,
                form.one("interval"),
                form.one("notice"),
                form.one("change_notice"),
                form.one("window_days"),
                !form.one("approval").isEmpty(),
                form.one("per_day"),
                form.one("per_week"),
                form.one("standing"),
                form.one("changes"),
                form.one("moves"),
                form.one("meeting"),
                form.one("time_zone"));
    }

    /** Adds what is invalid to the errors; the result must not be used then. */
    Settings settings(Settings old, FormErrors errors, Locale locale) {
        var numbers = new Numbers(errors);
        var offered = new ArrayList<SessionType>();
        var names = new HashSet<String>();
        for (var i = 0; i < types.size(); i++) {
            var type = types.get(i);
            if (type.name().isBlank()
                    || type.name().codePointCount(0, type.name().length()) > LONGEST_NAME) {
                errors.add("type-name-" + i, "availability.settings.name-wrong", "most", LONGEST_NAME);
            } else if (!names.add(type.name().toLowerCase(Locale.ROOT))) {
                errors.add("type-name-" + i, "availability.settings.name-twice");
            }
            offered.add(new SessionType(
                    type.name(),
                    numbers.of("type-minutes-" + i, type.minutes(), LEAST_MINUTES, DAY_MINUTES),
                    numbers.of("type-before-" + i, type.before(), 0, DAY_MINUTES),
                    numbers.of("type-after-" + i, type.after(), 0, DAY_MINUTES)));
        }
        if (types.isEmpty()) {
            errors.add("add-type", "availability.settings.no-type");
        }
        var meant = Zones.find(zone, locale);
        if (meant.size() != 1) {
            errors.add("time_zone", "availability.settings.zone-wrong");
        }
        if (!meeting.isEmpty() && !meeting.startsWith("https://")) {
            errors.add("meeting", "availability.settings.meeting-wrong");
        }
        return new Settings(
                meant.isEmpty() ? zone : meant.getFirst().getId(),
                !meant.isEmpty() && meant.getFirst().getId().equals(old.timeZone()) ? old.ownTimeZone() : null,
                offered,
                numbers.of("interval", interval, LEAST_MINUTES, DAY_MINUTES),
                numbers.of("notice", notice, 0, MONTH_MINUTES),
                numbers.of("window_days", windowDays, 1, 365),
                approval,
                numbers.orNone("per_day", perDay, 1, 288),
                numbers.orNone("per_week", perWeek, 1, 2016),
                numbers.of("change_notice", changeNotice, 0, MONTH_MINUTES),
                numbers.orNone("standing", standing, 1, 1000),
                numbers.orNone("changes", changes, 1, 1000),
                numbers.orNone("moves", moves, 0, 1000),
                meeting.isEmpty() ? null : meeting);
    }

    private record Numbers(FormErrors errors) {

        Integer of(String field, String text, int least, int most) {
            var number = orNone(field, text, least, most);
            if (number == null && text.isEmpty()) {
                wrong(field, least, most);
            }
            return number;
        }

        /** Digits of any script. */
        Integer orNone(String field, String text, int least, int most) {
            if (text.isEmpty()) {
                return null;
            }
            try {
                var number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                return wrong(field, least, most);
            }
            return wrong(field, least, most);
        }

        private Integer wrong(String field, int least, int most) {
            errors.add(field, "availability.settings.number-wrong", "least", least, "most", most);
            return null;
        }
    }

    private static String at(List<String> list, int i) {
        return i < list.size() ? list.get(i) : "";
    }

    private static String text(Integer number) {
        return number == null ? "" : number.toString();
    }
}
