package org.mentoring.notification.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.UnsendableException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.report.ColumnChart.Column;
import org.mentoring.notification.report.Figures.Day;
import org.mentoring.notification.report.Figures.Ranked;
import org.mentoring.notification.report.Figures.Usage;
import org.mentoring.notification.report.ReportView.Chart;
import org.mentoring.notification.report.ReportView.Section;
import org.mentoring.notification.report.ReportView.Table;
import org.mentoring.notification.report.ReportView.Tile;

/** Tells admins of the month that was. */
@ApplicationScoped
public class PlatformReportWriter implements MailWriter {

    private static final int DAYS_PER_WEEK = 7;
    private static final double MINUTES_PER_HOUR = 60;

    private final MailTemplates templates;

    public PlatformReportWriter(MailTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.PLATFORM_REPORT);
    }

    @Override
    public MailContent write(MailRequest request) {
        var figures = request.data(Figures.OfPlatform.class);
        if (figures.days() == null) {
            throw new UnsendableException("What it reported is erased");
        }
        var words = new ReportFormat(request.recipient());
        var month = words.month(figures.from());
        var title = words.text("platform-report.title", "month", month);
        var lead = words.text(
                "platform-report.lead", "held", CommonSections.sum(figures.days(), Day::held), "month", month);
        var page = templates.page(request.recipient(), title, lead, "footer.platform-report", request.unsubscribe());
        var sessions = CommonSections.sessionsPicture(figures.days(), words);
        var time = timePicture(figures.usage(), words);
        var ratings = CommonSections.ratingsPicture(figures.ratings(), words);
        var sections = new ArrayList<Section>();
        sections.add(CommonSections.sessions(sessions, figures.days(), sessionsTable(figures, words), words));
        sections.add(timeSection(figures, words, time));
        sections.add(ranked("platform-report.busiest", "platform-report.mentor", figures.busiest(), words));
        sections.add(ranked("platform-report.expertise", "platform-report.tag", figures.expertise(), words));
        sections.add(
                figures.ratings().count() == 0
                        ? new Section(words.text("report.ratings"), null, null, words.text("report.no-ratings"))
                        : new Section(
                                words.text("report.ratings"),
                                CommonSections.ratingsChart(ratings, figures.ratings(), words),
                                CommonSections.ratingsTable(figures.ratings(), words),
                                null));
        var view = new ReportView(
                page,
                words.text("greeting", "name", words.name(request.recipient().name())),
                lead,
                tiles(figures, words),
                sections,
                words.text("platform-report.file"));
        var draft = templates
                .write(title, "report", "report", view, page)
                .withAttachment(csv(figures).attachment("days-" + figures.from() + ".csv"));
        var shown = CommonSections.anySessions(figures.days()) ? draft.withImage(sessions) : draft;
        var timed = offered(figures) == 0 ? shown : shown.withImage(time);
        return figures.ratings().count() == 0 ? timed : timed.withImage(ratings);
    }

    private static List<Tile> tiles(Figures.OfPlatform figures, ReportFormat words) {
        return List.of(
                new Tile(
                        words.number(CommonSections.sum(figures.usage(), Usage::signUps)),
                        words.text("platform-report.sign-ups")),
                new Tile(words.number(figures.mentors()), words.text("platform-report.mentors")),
                new Tile(words.number(CommonSections.sum(figures.days(), Day::held)), words.text("report.held")),
                new Tile(
                        words.number(CommonSections.sum(figures.days(), Day::cancelled)),
                        words.text("report.cancelled")),
                new Tile(words.number(CommonSections.sum(figures.days(), Day::noShows)), words.text("report.no-shows")),
                new Tile(
                        words.share(CommonSections.sum(figures.usage(), Usage::bookedMinutes), offered(figures)),
                        words.text("platform-report.fill-rate")),
                new Tile(words.mean(figures.ratings().mean(), figures.ratings().count()), words.text("report.rating")));
    }

    /** Week by week: a row for each day would be long, and is in the file. */
    private static Table sessionsTable(Figures.OfPlatform figures, ReportFormat words) {
        return words.figures(
                List.of(
                        words.text("platform-report.week"),
                        words.text("report.held"),
                        words.text("report.cancelled"),
                        words.text("report.no-shows"),
                        words.text("platform-report.sign-ups")),
                weeks(figures.days()).stream()
                        .map(week -> List.of(
                                words.shortDate(week.getFirst().date()),
                                words.number(CommonSections.sum(week, Day::held)),
                                words.number(CommonSections.sum(week, Day::cancelled)),
                                words.number(CommonSections.sum(week, Day::noShows)),
                                words.number(figures.usage().stream()
                                        .filter(day -> week.stream()
                                                .anyMatch(other -> other.date().equals(day.date())))
                                        .mapToInt(Usage::signUps)
                                        .sum())))
                        .toList());
    }

    private static MailContent.Image timePicture(List<Usage> usage, ReportFormat words) {
        var columns = usage.stream()
                .map(day -> Column.of(
                        day.bookedMinutes() / MINUTES_PER_HOUR,
                        0,
                        (day.offeredMinutes() - day.bookedMinutes()) / MINUTES_PER_HOUR))
                .toList();
        return CommonSections.picture("time", columns, words);
    }

    private static Section timeSection(Figures.OfPlatform figures, ReportFormat words, MailContent.Image picture) {
        var title = words.text("platform-report.time");
        if (offered(figures) == 0) {
            return new Section(title, null, null, words.text("report.nothing"));
        }
        var legend = words.legend("platform-report.booked", "platform-report.booked", "platform-report.free");
        var days = figures.usage().stream().map(Usage::date).toList();
        return new Section(
                title,
                new Chart(
                        picture.url(),
                        words.text("platform-report.chart-of-time"),
                        words.hours(figures.usage().stream()
                                .mapToInt(Usage::offeredMinutes)
                                .max()
                                .orElse(0)),
                        words.labels(days),
                        List.of(legend.getFirst(), legend.getLast())),
                words.figures(
                        List.of(
                                words.text("platform-report.week"),
                                words.text("platform-report.offered"),
                                words.text("platform-report.booked"),
                                words.text("platform-report.fill-rate")),
                        weeks(figures.usage()).stream()
                                .map(week -> List.of(
                                        words.shortDate(week.getFirst().date()),
                                        words.hours(CommonSections.sum(week, Usage::offeredMinutes)),
                                        words.hours(CommonSections.sum(week, Usage::bookedMinutes)),
                                        words.share(
                                                CommonSections.sum(week, Usage::bookedMinutes),
                                                CommonSections.sum(week, Usage::offeredMinutes))))
                                .toList()),
                null);
    }

    private static Section ranked(String title, String heading, List<Ranked> ranked, ReportFormat words) {
        if (ranked.isEmpty()) {
            return new Section(words.text(title), null, null, words.text("report.nothing"));
        }
        return new Section(
                words.text(title),
                null,
                words.figures(
                        List.of(words.text(heading), words.text("report.held"), words.text("report.hours")),
                        ranked.stream()
                                .map(one -> List.of(
                                        words.name(one.name()),
                                        words.number(one.sessions()),
                                        words.hours(one.minutes())))
                                .toList()),
                null);
    }

    /** The columns are not translated: files are read by programs. */
    private static Csv csv(Figures.OfPlatform figures) {
        var csv = new Csv()
                .line(
                        "date",
                        "sign_ups",
                        "held",
                        "cancelled",
                        "no_shows",
                        "held_minutes",
                        "offered_minutes",
                        "booked_minutes");
        for (var i = 0; i < figures.days().size(); i++) {
            var day = figures.days().get(i);
            var usage = figures.usage().get(i);
            csv.line(
                    day.date(),
                    usage.signUps(),
                    day.held(),
                    day.cancelled(),
                    day.noShows(),
                    day.minutes(),
                    usage.offeredMinutes(),
                    usage.bookedMinutes());
        }
        return csv;
    }

    private static int offered(Figures.OfPlatform figures) {
        return CommonSections.sum(figures.usage(), Usage::offeredMinutes);
    }

    private static <T> List<List<T>> weeks(List<T> days) {
        var weeks = new ArrayList<List<T>>();
        for (var first = 0; first < days.size(); first += DAYS_PER_WEEK) {
            weeks.add(days.subList(first, Math.min(first + DAYS_PER_WEEK, days.size())));
        }
        return weeks;
    }
}
