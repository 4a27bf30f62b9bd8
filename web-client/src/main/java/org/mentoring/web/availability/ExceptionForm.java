package org.mentoring.web.availability;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.mentoring.web.api.model.DayWindow;
import org.mentoring.web.api.model.OverrideChange;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.time.Dates;

/**
 * The form of an exception as it is filled in, also wrongly.
 *
 * @param kind off, other-hours or extra-hours
 * @param windows of each of the days; those that are blank mean nothing
 * @param focus the place of the window that was added last; -1 for none
 */
record ExceptionForm(String kind, String first, String last, List<Week.Typed> windows, int focus) {

    static final String OFF = "off";

    private static final int MOST_DAYS = 366;
    private static final Set<String> KINDS = Set.of(OFF, "other-hours", "extra-hours");
    private static final Week.Typed BLANK = new Week.Typed("", "");
    /** Windows of an exception are on no day of the week in particular. */
    private static final DayOfWeek ANY = DayOfWeek.MONDAY;

    /** Nothing is filled in yet. */
    static final ExceptionForm NEW = new ExceptionForm(OFF, "", "", List.of(), -1);

    ExceptionForm {
        windows = windows.isEmpty() ? List.of(BLANK) : List.copyOf(windows);
    }

    /** @param number counted from one, as people do */
    record Row(int place, int number, String from, String to, boolean focus) {}

    static ExceptionForm of(SentForm form) {
        var from = form.all("hours-from");
        var to = form.all("hours-to");
        var windows = new ArrayList<Week.Typed>();
        for (var i = 0; i < Math.min(from.size(), to.size()); i++) {
            windows.add(new Week.Typed(from.get(i), to.get(i)));
        }
        var kind = form.one("kind");
        return new ExceptionForm(KINDS.contains(kind) ? kind : OFF, form.one("first"), form.one("last"), windows, -1);
    }

    public boolean isFilledIn() {
        return !new ExceptionForm(kind, first, last, windows, -1).equals(NEW);
    }

    public boolean full() {
        return windows.size() >= Week.MOST_A_DAY;
    }

    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var place = 0; place < windows.size(); place++) {
            var typed = windows.get(place);
            rows.add(new Row(
                    place, place + 1, WeekView.shown(typed.from()), WeekView.shown(typed.to()), place == focus));
        }
        return rows;
    }

    ExceptionForm withOneMore() {
        var more = new ArrayList<>(windows);
        if (!full()) {
            more.add(BLANK);
        }
        return new ExceptionForm(kind, first, last, more, more.size() - 1);
    }

    ExceptionForm without(int place) {
        var fewer = new ArrayList<>(windows);
        if (place >= 0 && place < fewer.size()) {
            fewer.remove(place);
        }
        return new ExceptionForm(kind, first, last, fewer, Math.max(0, Math.min(place, fewer.size() - 1)));
    }

    /** What the API is sent; empty where the form is wrong, which {@code errors} then says. */
    Optional<OverrideChange> wanted(ZoneId zone, FormErrors errors) {
        var from = Dates.of(first);
        var to = last.isEmpty() ? from : Dates.of(last);
        if (from.isEmpty()) {
            errors.add("first", "availability.date-wrong");
        } else if (to.isEmpty()) {
            errors.add("last", "availability.date-wrong");
        } else if (to.get().isBefore(from.get())) {
            errors.add("last", "availability.date-order");
        } else if (to.get().isBefore(LocalDate.now(zone))) {
            errors.add("last", "availability.date-past");
        } else if (to.get().isAfter(from.get().plusDays(MOST_DAYS - 1))) {
            errors.add("last", "availability.date-long", "days", MOST_DAYS);
        }
        var hours = hours(errors);
        return errors.any() || from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(new OverrideChange(from.get(), to.get(), kind, hours));
    }

    private List<DayWindow> hours(FormErrors errors) {
        var wanted = new ArrayList<DayWindow>();
        var taken = new HashSet<Hours>();
        for (var place = 0; place < windows.size(); place++) {
            var typed = windows.get(place);
            if (typed.blank()) {
                continue;
            }
            var meant = typed.on(ANY);
            if (wanted.size() == Week.MOST_A_DAY) {
                errors.add(field(place), "availability.too-many", "most", Week.MOST_A_DAY);
            } else if (meant.isEmpty()) {
                errors.add(field(place), "availability.unreadable");
            } else if (taken.stream().anyMatch(meant.get()::overlaps)) {
                errors.add(field(place), "availability.overlap");
            } else {
                taken.add(meant.get());
                wanted.add(new DayWindow(
                        Hours.text(meant.get().from()), Hours.text(meant.get().to())));
            }
        }
        if (wanted.isEmpty() && !errors.any() && !OFF.equals(kind)) {
            errors.add(field(0), "availability.unreadable");
        }
        return wanted;
    }

    private static String field(int place) {
        return "hours-from-" + place;
    }
}
