package org.mentoring.web.link;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.SlotList;
import org.mentoring.web.book.FreeTimes;
import org.mentoring.web.book.Picker;
import org.mentoring.web.book.Pickers;
import org.mentoring.web.book.Summary;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.book.UnavailableTimes;
import org.mentoring.web.book.UnavailableTimes.Notice;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;
import org.mentoring.web.time.Zones;

/** Moves the session of a link to another time that its mentor offers to everyone. */
@RequestScoped
class LinkedMoves {

    /** The mentor offers nothing any more, or not this session type. */
    private static final Set<Integer> NOT_OFFERED = Set.of(404, 422);

    private final LinkedSessions sessions;
    private final SlotsApi slots;
    private final Pickers pickers;
    private final UnavailableTimes unavailableTimes;
    private final Reader reader;
    private final Forms forms;

    LinkedMoves(
            LinkedSessions sessions,
            @RestClient SlotsApi slots,
            Pickers pickers,
            UnavailableTimes unavailableTimes,
            Reader reader,
            Forms forms) {
        this.sessions = sessions;
        this.slots = slots;
        this.pickers = pickers;
        this.unavailableTimes = unavailableTimes;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "link")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance times(
                LinkView view,
                Picker picker,
                String path,
                TimeSelection chosen,
                List<Zones.Named> zones,
                FormErrors errors);

        static native TemplateInstance move(
                LinkView view,
                Summary summary,
                Notice notice,
                TimeSelection chosen,
                String path,
                String others,
                String reason,
                FormErrors errors);
    }

    Response choose(LinkView view, String month, String day, String start, String zone) {
        var chosen = TimeSelection.of(
                null,
                month,
                day,
                start,
                TimeSelection.zoneMeant(zone, reader.texts().locale()));
        reader.follow(null, chosen.zone());
        var here = chosen.zone() == null ? view : sessions.get(view.booking().id());
        if (chosen.start() != null && !chosen.start().equals(here.booking().startTime())) {
            return LinkResource.shown(form(here, chosen, null, "", FormErrors.none()));
        }
        var errors = FormErrors.none();
        if (zone != null && !zone.isBlank() && chosen.zone() == null) {
            errors.add("zone", reader.texts().of("book.zone.unknown"));
        }
        try {
            return LinkResource.shown(times(here, chosen, errors));
        } catch (ApiException e) {
            if (!NOT_OFFERED.contains(e.status())) {
                throw e;
            }
            return forms.refused(page(here), "link.move.elsewhere");
        }
    }

    /** @param errors of what was typed */
    Response move(UUID booking, String start, String zone, String reason, FormErrors errors, String key) {
        var chosen = TimeSelection.of(null, null, null, start, zone);
        reader.follow(null, chosen.zone());
        if (chosen.start() == null) {
            return forms.refused(LinkResource.page(booking) + "/move", "book.no-time");
        }
        if (errors.any()) {
            return forms.again(form(sessions.get(booking), chosen, null, reason, errors));
        }
        try {
            var moved = sessions.move(booking, key, chosen.start(), LinkResource.text(reason));
            return forms.done(LinkResource.page(booking).toString(), moved ? "bookings.moved" : "bookings.proposed");
        } catch (ApiException e) {
            var view = sessions.get(booking);
            var notice = UnavailableTimes.is(e)
                    ? unavailableTimes.notice(e, freeTimes(view), chosen, page(view) + "/move", false)
                    : null;
            return forms.again(form(view, chosen, notice, reason, errors(e, notice)));
        }
    }

    private TemplateInstance times(LinkView view, TimeSelection chosen, FormErrors errors) {
        var start = view.booking().startTime();
        var opened = chosen.day() == null && chosen.month() == null
                ? chosen.atDay(reader.times().localDate(start))
                : chosen;
        var path = page(view) + "/move";
        return Templates.times(
                view,
                pickers.of(path, opened, freeTimes(view), start).picker(),
                path,
                opened,
                Zones.all(reader.texts().locale()),
                errors);
    }

    private TemplateInstance form(
            LinkView view, TimeSelection chosen, Notice notice, String reason, FormErrors errors) {
        var path = page(view) + "/move";
        return Templates.move(
                view,
                sessions.summary(view.booking(), chosen.start(), view.summary().minutes(), asked(view, chosen.start())),
                notice,
                chosen,
                path,
                chosen.atDay(reader.times().localDate(chosen.start())).address(path),
                reason,
                errors);
    }

    /** Whether the mentor is asked first, and the session stays until the answer. */
    private boolean asked(LinkView view, Instant start) {
        return view.state().equals("booked")
                && ApiCalls.orUnavailable(() -> freeTimes(view).between(start, start.plus(Duration.ofSeconds(1))))
                        .optional()
                        .filter(SlotList::approvalRequired)
                        .isPresent();
    }

    /** Those of everyone: other sessions of whom the mail was sent to are not told. */
    private FreeTimes freeTimes(LinkView view) {
        return new FreeTimes(slots, view.booking().mentorId(), view.booking().sessionType(), null, null);
    }

    private static String page(LinkView view) {
        return LinkResource.page(view.booking().id()).toString();
    }

    private FormErrors errors(ApiException refusal, Notice notice) {
        return notice == null
                ? FormErrors.of(refusal, reader.texts(), Map.of("reason", "reason"))
                : FormErrors.none().add(notice.nearest().isEmpty() ? "" : "start-0", notice.text());
    }
}
