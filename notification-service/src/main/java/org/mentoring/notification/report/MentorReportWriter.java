package org.mentoring.notification.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.mail.UnsendableException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.report.Figures.Day;
import org.mentoring.notification.report.ReportView.Quote;
import org.mentoring.notification.report.ReportView.Section;
import org.mentoring.notification.report.ReportView.Table;
import org.mentoring.notification.report.ReportView.Tile;

/** Tells a mentor of the week that was, and shows the one that comes. */
@ApplicationScoped
public class MentorReportWriter implements MailWriter {

    private final MailTemplates templates;

    public MentorReportWriter(MailTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.MENTOR_REPORT);
    }

    @Override
    public MailContent write(MailRequest request) {
        var figures = request.data(Figures.OfMentor.class);
        if (figures.days() == null) {
            throw new UnsendableException("What it reported is erased");
        }
        var words = new ReportFormat(request.recipient());
        var days = figures.days();
        var held = CommonSections.sum(days, Day::held);
        var from = words.date(figures.from());
        var to = words.date(figures.to());
        var lead = words.text("mentor-report.lead", "held", held, "from", from, "to", to);
        var page = templates.page(
                request.recipient(),
                words.text("mentor-report.title"),
                lead,
                "footer.mentor-report",
                request.unsubscribe());
        var sessions = CommonSections.sessionsPicture(days, words);
        var ratings = CommonSections.ratingsPicture(figures.ratings(), words);
        var sections = new ArrayList<Section>();
        sections.add(CommonSections.sessions(sessions, days, sessionsTable(days, words), words));
        sections.add(ratingsSection(figures, words, ratings));
        sections.add(nextSection(figures, words, request));
        var view = new ReportView(
                page,
                words.text("greeting", "name", request.recipient().name()),
                lead,
                List.of(
                        new Tile(words.number(held), words.text("report.held")),
                        new Tile(
                                words.number(CommonSections.sum(days, Day::cancelled)), words.text("report.cancelled")),
                        new Tile(words.number(CommonSections.sum(days, Day::noShows)), words.text("report.no-shows")),
                        new Tile(words.hours(CommonSections.sum(days, Day::minutes)), words.text("report.hours")),
                        new Tile(
                                words.mean(
                                        figures.ratings().mean(),
                                        figures.ratings().count()),
                                words.text("report.rating"))),
                sections,
                words.text("mentor-report.file"));
        var draft = templates
                .write(words.text("mentor-report.subject", "from", from, "to", to), "report", "report", view, page)
                .withAttachment(csv(figures).attachment("sessions-" + figures.from() + ".csv"));
        var shown = CommonSections.anySessions(days) ? draft.withImage(sessions) : draft;
        return figures.ratings().count() == 0 ? shown : shown.withImage(ratings);
    }

    private static Table sessionsTable(List<Day> days, ReportFormat words) {
        return words.figures(
                List.of(
                        words.text("report.day"),
                        words.text("report.held"),
                        words.text("report.cancelled"),
                        words.text("report.no-shows"),
                        words.text("report.hours")),
                days.stream()
                        .map(day -> List.of(
                                words.shortDate(day.date()),
                                words.number(day.held()),
                                words.number(day.cancelled()),
                                words.number(day.noShows()),
                                words.hours(day.minutes())))
                        .toList());
    }

    private static Section ratingsSection(Figures.OfMentor figures, ReportFormat words, MailContent.Image picture) {
        var overall = figures.overall();
        var note = overall.count() == 0 || overall.mean() == null
                ? null
                : words.text(
                        "report.overall",
                        "mean",
                        words.mean(overall.mean().doubleValue(), overall.count()),
                        "count",
                        overall.count());
        if (figures.ratings().count() == 0) {
            var none = words.text("report.no-ratings");
            return new Section(words.text("report.ratings"), null, null, note == null ? none : none + " " + note);
        }
        var quotes = figures.feedback().stream()
                .map(said -> new Quote(
                        SafeText.lines(said.text()),
                        words.text(
                                "report.said-by",
                                "name",
                                words.name(said.by()),
                                "stars",
                                words.text("report.stars", "count", said.rating()))))
                .toList();
        return new Section(
                words.text("report.ratings"),
                CommonSections.ratingsChart(picture, figures.ratings(), words),
                CommonSections.ratingsTable(figures.ratings(), words),
                quotes,
                note);
    }

    private static Section nextSection(Figures.OfMentor figures, ReportFormat words, MailRequest request) {
        var title = words.text("mentor-report.next");
        if (figures.next().isEmpty()) {
            return new Section(title, null, null, words.text("mentor-report.next-none"));
        }
        var times = request.recipient().times();
        return new Section(
                title,
                null,
                words.words(
                        List.of(words.text("label.when"), words.text("label.with"), words.text("label.what")),
                        figures.next().stream()
                                .map(next -> List.of(
                                        times.brief(next.start()), words.name(next.with()), SafeText.line(next.type())))
                                .toList()),
                null);
    }

    /** The columns are not translated: files are read by programs. */
    private static Csv csv(Figures.OfMentor figures) {
        var zone = ZoneId.of(figures.timeZone());
        var csv = new Csv().line("start", "end", "time_zone", "status", "mentee");
        figures.sessions()
                .forEach(session -> csv.line(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                session.start().atZone(zone)),
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                session.end().atZone(zone)),
                        zone,
                        session.status(),
                        session.menteeName()));
        return csv;
    }
}
