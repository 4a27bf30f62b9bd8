package org.mentoring.notification.report;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.mentoring.notification.mail.LocalizedPatterns;
import org.mentoring.notification.mail.Recipient;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.mail.Texts;
import org.mentoring.notification.report.ReportView.Cell;
import org.mentoring.notification.report.ReportView.Heading;
import org.mentoring.notification.report.ReportView.Label;
import org.mentoring.notification.report.ReportView.Legend;
import org.mentoring.notification.report.ReportView.Table;

/** Figures, days and the words around them as a reader expects them. */
final class ReportFormat {

    private static final double MINUTES_PER_HOUR = 60;
    private static final int DAYS_PER_WEEK = 7;
    private static final double PERCENT = 100;
    private static final String CENTER = "center";

    private final Texts texts;
    private final Locale locale;

    ReportFormat(Recipient reader) {
        this.texts = reader.texts();
        this.locale = reader.locale();
    }

    String text(String key, Object... values) {
        return texts.of(key, values);
    }

    String number(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** Hours with at most one place. */
    String hours(long minutes) {
        return decimal(minutes / MINUTES_PER_HOUR, 0, 1);
    }

    /** A mean of ratings; a dash where there are none. */
    String mean(double mean, int count) {
        return count == 0 ? "–" : decimal(mean, 1, 2);
    }

    /** A share in percent; a dash of nothing. */
    String share(long part, long whole) {
        return whole == 0 ? "–" : NumberFormat.getPercentInstance(locale).format((double) part / whole);
    }

    String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .localizedBy(locale)
                .format(day);
    }

    /** As "Mon, Mar 15". */
    String shortDate(LocalDate day) {
        return LocalizedPatterns.format("MMMEd", locale, day);
    }

    String month(LocalDate day) {
        return LocalizedPatterns.format("yMMMM", locale, day);
    }

    /** A name as people gave it, in one line; somebody for nobody. */
    String name(String given) {
        var name = SafeText.line(given);
        return name.isEmpty() ? texts.of("report.somebody") : name;
    }

    boolean rightToLeft() {
        return texts.rightToLeft();
    }

    /** The days of a week below seven columns, the first days of weeks below those of a month. */
    List<Label> labels(List<LocalDate> days) {
        if (days.size() <= DAYS_PER_WEEK) {
            return days.stream()
                    .map(day -> new Label(
                            day.getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, locale),
                            width(1, days.size()),
                            CENTER))
                    .toList();
        }
        return IntStream.iterate(0, day -> day < days.size(), day -> day + DAYS_PER_WEEK)
                .mapToObj(day -> new Label(
                        number(days.get(day).getDayOfMonth()),
                        width(Math.min(DAYS_PER_WEEK, days.size() - day), days.size()),
                        start()))
                .toList();
    }

    /** A table of figures: what they are of, and the figures below each other. */
    Table figures(List<String> headings, List<List<String>> rows) {
        return table(false, headings, rows, start(), CENTER);
    }

    /** A table of words. */
    Table words(List<String> headings, List<List<String>> rows) {
        return table(false, headings, rows, start(), start());
    }

    /** A line of figures below the columns of a picture. */
    Table line(List<String> headings, List<String> figures) {
        return table(true, headings, List.of(figures), CENTER, CENTER);
    }

    List<Legend> legend(String... keys) {
        var colours = List.of(ColumnChart.FIRST, ColumnChart.SECOND, ColumnChart.THIRD);
        return IntStream.range(0, keys.length)
                .mapToObj(i -> new Legend("#%06x".formatted(colours.get(i).getRGB() & 0xffffff), texts.of(keys[i])))
                .toList();
    }

    private static Table table(
            boolean even, List<String> headings, List<List<String>> rows, String first, String others) {
        return new Table(
                even,
                IntStream.range(0, headings.size())
                        .mapToObj(i -> new Heading(headings.get(i), i == 0 ? first : others))
                        .toList(),
                rows.stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(i -> new Cell(headings.get(i), row.get(i), i == 0 ? first : others))
                                .toList())
                        .toList());
    }

    private String start() {
        return rightToLeft() ? "right" : "left";
    }

    private static String width(int columns, int all) {
        return String.format(Locale.ROOT, "%.3f%%", columns * PERCENT / all);
    }

    private String decimal(double value, int least, int most) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        return format.format(value);
    }
}
