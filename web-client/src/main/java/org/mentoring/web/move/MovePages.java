package org.mentoring.web.move;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.model.SlotList;
import org.mentoring.web.book.Summary;
import org.mentoring.web.book.TimePicker;
import org.mentoring.web.book.TimePickerFactory;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.book.UnavailableTimes;
import org.mentoring.web.book.UnavailableTimes.Notice;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;
import org.mentoring.web.time.Zones;

/** The pages of a move: the free times, then old and new time beside each other. */
@RequestScoped
public class MovePages {

    private final TimePickerFactory pickers;
    private final UnavailableTimes unavailableTimes;
    private final Reader reader;
    private final Forms forms;

    MovePages(TimePickerFactory pickers, UnavailableTimes unavailableTimes, Reader reader, Forms forms) {
        this.pickers = pickers;
        this.unavailableTimes = unavailableTimes;
        this.reader = reader;
        this.forms = forms;
    }

    /**
     * What a mentor may type instead of choosing a free time.
     *
     * @param which the times that may be meant, where clocks show the typed one twice
     */
    public record Typed(String on, String at, List<Instant> which) {
        public static final Typed NOTHING = new Typed("", "", List.of());
    }

    @CheckedTemplate(basePath = "move")
    static final class Templates {
        static native TemplateInstance times(
                Moving moving,
                TimePicker picker,
                String path,
                TimeSelection chosen,
                Typed typed,
                List<Zones.Named> zones,
                FormErrors errors);

        static native TemplateInstance form(
                Moving moving, Summary summary, Notice notice, String reason, String others, FormErrors errors);
    }

    public TemplateInstance times(Moving moving, Typed typed, FormErrors errors) {
        var chosen = moving.chosen();
        var start = moving.current().start();
        var opened = chosen.day() == null && chosen.month() == null
                ? chosen.atDay(reader.times().localDate(start))
                : chosen;
        return Templates.times(
                moving,
                pickers.of(moving.path(), opened, moving.freeTimes(), start).picker(),
                moving.path(),
                opened,
                typed,
                Zones.all(reader.texts().locale()),
                errors);
    }

    public TemplateInstance form(Moving moving, String reason, FormErrors errors) {
        return form(moving, null, reason, errors);
    }

    /** The form after the API refused it, with other times where the chosen one cannot be had. */
    public TemplateInstance refused(Moving moving, String reason, ApiException refusal) {
        if (!UnavailableTimes.is(refusal)) {
            return form(moving, reason, forms.errors(refusal, "reason"));
        }
        var notice =
                unavailableTimes.notice(refusal, moving.freeTimes(), moving.chosen(), moving.path(), moving.mentor());
        return form(moving, notice, reason, notice.errors());
    }

    private TemplateInstance form(Moving moving, Notice notice, String reason, FormErrors errors) {
        var start = moving.chosen().start();
        return Templates.form(
                moving,
                Summary.of(
                        reader,
                        start,
                        moving.current().type(),
                        moving.current().minutes(),
                        moving.othersZone(),
                        needsApproval(moving)),
                notice,
                reason,
                moving.chosen().atDay(reader.times().localDate(start)).address(moving.path()),
                errors);
    }

    private static boolean needsApproval(Moving moving) {
        var start = moving.chosen().start();
        return moving.mayNeedApproval()
                && ApiCalls.orUnavailable(() -> moving.freeTimes().between(start, start.plusSeconds(1)))
                        .optional()
                        .filter(SlotList::approvalRequired)
                        .isPresent();
    }
}
