package org.mentoring.notification.report;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import org.mentoring.notification.mail.MailContent.Image;
import org.mentoring.notification.report.ColumnChart.Column;
import org.mentoring.notification.report.Figures.Day;
import org.mentoring.notification.report.Figures.Ratings;
import org.mentoring.notification.report.ReportView.Chart;
import org.mentoring.notification.report.ReportView.Section;
import org.mentoring.notification.report.ReportView.Table;

/** Pictures and tables that several reports have. */
final class CommonSections {

    private static final String PNG = "image/png";
    private static final List<Color> COLOURS = List.of(ColumnChart.FIRST, ColumnChart.SECOND, ColumnChart.THIRD);

    private CommonSections() {}

    static Image picture(String name, List<Column> columns, ReportFormat words) {
        return new Image(name, PNG, ColumnChart.png(columns, COLOURS, words.rightToLeft()));
    }

    /** Nobody needs a picture of nothing. */
    static boolean anySessions(List<Day> days) {
        return days.stream().anyMatch(day -> all(day) > 0);
    }

    static Image sessionsPicture(List<Day> days, ReportFormat words) {
        var columns = days.stream()
                .map(day -> Column.of(day.held(), day.cancelled(), day.noShows()))
                .toList();
        return picture("sessions", columns, words);
    }

    /** @param table of the same figures */
    static Section sessions(Image picture, List<Day> days, Table table, ReportFormat words) {
        var title = words.text("report.sessions");
        if (!anySessions(days)) {
            return new Section(title, null, null, words.text("report.nothing"));
        }
        var chart = new Chart(
                picture.url(),
                words.text("report.chart-of-sessions"),
                words.number(days.stream().mapToInt(CommonSections::all).max().orElse(0)),
                words.labels(days.stream().map(Day::date).toList()),
                words.legend("report.held", "report.cancelled", "report.no-shows"));
        return new Section(title, chart, table, null);
    }

    static Image ratingsPicture(Ratings ratings, ReportFormat words) {
        return picture("ratings", ratings.counts().stream().map(Column::of).toList(), words);
    }

    static Chart ratingsChart(Image picture, Ratings ratings, ReportFormat words) {
        return new Chart(
                picture.url(),
                words.text("report.chart-of-ratings"),
                words.number(Collections.max(ratings.counts())),
                List.of(),
                List.of());
    }

    static Table ratingsTable(Ratings ratings, ReportFormat words) {
        return words.line(
                IntStream.rangeClosed(1, 5)
                        .mapToObj(rating -> words.number(rating) + " ★")
                        .toList(),
                ratings.counts().stream().map(words::number).toList());
    }

    private static int all(Day day) {
        return day.held() + day.cancelled() + day.noShows();
    }

    static <T> int sum(List<T> days, ToIntFunction<T> what) {
        return days.stream().mapToInt(what).sum();
    }
}
