package org.mentoring.web.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.AvailabilitySettingsApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Reader;

/** The page of a mentor's hours, with stored or edited values. */
@RequestScoped
class AvailabilityPages {

    private static final int PREVIEW_DAYS = 7;

    private final Schedule schedule;
    private final AvailabilitySettingsApi settings;
    private final MentorsApi mentors;
    private final SlotsApi slots;
    private final ApiCalls calls;
    private final Reader reader;

    AvailabilityPages(
            Schedule schedule,
            @RestClient AvailabilitySettingsApi settings,
            @RestClient MentorsApi mentors,
            @RestClient SlotsApi slots,
            ApiCalls calls,
            Reader reader) {
        this.schedule = schedule;
        this.settings = settings;
        this.mentors = mentors;
        this.slots = slots;
        this.calls = calls;
        this.reader = reader;
    }

    @CheckedTemplate(basePath = "availability")
    static final class Templates {
        static native TemplateInstance page(AvailabilityView view);

        static native TemplateInstance waiting();
    }

    /** The rules as they are, in the zone of the schedule. */
    record Now(WeeklyRules rules, ZoneId zone, LocalDate today) {}

    /** What a request changes of the page. */
    static final class Shown {

        private final Week week;
        private final String focus;
        private final String said;
        private final FormErrors errors;
        /** The fingerprint of the rules that the form was filled from; null for the rules as they are. */
        private String rules;
        /** What the last step did not do; empty for nothing. */
        private String notDone = "";

        private boolean theirs;
        private List<Booking> outside = List.of();
        private ExceptionForm typed = ExceptionForm.NEW;
        private FormErrors typedErrors = FormErrors.none();
        private List<Booking> inside = List.of();
        private String typedSaid = "";

        Shown(Week week, String focus, String said, FormErrors errors) {
            this.week = week;
            this.focus = focus;
            this.said = said;
            this.errors = errors;
        }

        /** A form that its person is still filling in: what was saved elsewhere since is still to be noticed. */
        Shown filledFrom(String fingerprint) {
            rules = fingerprint;
            return this;
        }

        Shown withNotDone(String text) {
            notDone = text;
            return this;
        }

        Shown withTheirs() {
            theirs = true;
            return this;
        }

        Shown withOutside(List<Booking> bookings) {
            outside = bookings;
            return this;
        }

        Shown with(ExceptionForm exception, FormErrors wrong, List<Booking> bookings) {
            typed = exception;
            typedErrors = wrong;
            inside = bookings;
            return this;
        }

        Shown with(ExceptionForm exception, String step) {
            typed = exception;
            typedSaid = step;
            return this;
        }
    }

    Now now() {
        var rules = calls.start(schedule::rules);
        var zone = ZoneId.of(settings.availabilitySettingsGet().timeZone());
        var today = LocalDate.now(zone);
        return new Now(WeeklyRules.of(rules.get(), zone, today), zone, today);
    }

    TemplateInstance page(Now now, Shown shown, String see) {
        var texts = reader.texts();
        var zone = now.zone();
        var exceptions =
                calls.start(() -> ListedException.of(schedule.overrides(now.today()), schedule.windows(), texts, zone));
        var seen = Reader.zone(see).orElse(reader.zoneKnown() ? reader.zone() : zone);
        var mentor = calls.start(mentors::mentorsMe).orUnavailable();
        var preview = mentor.optional()
                .map(Mentor::id)
                .map(id -> calls.startAnonymously(() -> free(id, seen)).orUnavailable())
                .orElseGet(() -> mentor.map(known -> List.<Slot>of()));
        return Templates.page(new AvailabilityView(
                WeekView.of(shown.week, texts, shown.focus, shown.said, shown.notDone),
                shown.errors,
                mentor.optional().map(Mentor::status).orElse(""),
                Objects.requireNonNullElse(shown.rules, now.rules().fingerprint()),
                !now.rules().plan(shown.week.hours()).nothing(),
                ZoneChoices.labelWithoutOffset(texts, zone),
                shown.theirs ? theirs(now) : List.of(),
                shown.outside,
                now.rules().others().stream()
                        .map(rule -> AvailabilityView.other(rule, texts, zone))
                        .toList(),
                exceptions.orUnavailable(),
                shown.typed,
                shown.typedErrors,
                shown.inside,
                shown.typedSaid,
                new AvailabilityView.Preview(
                        ZoneChoices.some(texts, seen, zone),
                        ZoneChoices.label(
                                texts,
                                seen,
                                preview.optional().orElse(List.of()).stream()
                                        .map(Slot::startTime)
                                        .toList()),
                        preview.map(free -> AvailabilityView.days(free, texts, seen)))));
    }

    private List<Slot> free(UUID mentor, ZoneId zone) {
        var end = Instant.now().plus(Duration.ofDays(PREVIEW_DAYS));
        return slots.slotsFind(mentor, null, null, null, null, zone.getId(), end.toString(), null)
                .items();
    }

    private List<String> theirs(Now now) {
        var texts = reader.texts();
        var hours = now.rules().hours().stream()
                .sorted(Comparator.comparingInt(Hours::from))
                .collect(Collectors.groupingBy(Hours::day));
        return WeekView.order(texts.locale()).stream()
                .filter(hours::containsKey)
                .map(day -> texts.of(
                        "availability.theirs-day",
                        "day",
                        WeekView.name(day, texts.locale()),
                        "hours",
                        String.join(
                                ", ",
                                hours.get(day).stream()
                                        .map(one -> Hours.clock(one.from(), texts) + "–" + Hours.clock(one.to(), texts))
                                        .toList())))
                .toList();
    }
}
