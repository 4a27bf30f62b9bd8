package org.mentoring.web.book;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.error.ProblemTexts;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Reader;

/** The notice that a time cannot be booked, with other free times. */
@RequestScoped
public class UnavailableTimes {

    private static final Set<String> TIME_PROBLEMS = Set.of("slot-taken", "slot-not-offered", "mentee-busy");
    private static final int NEAREST = 6;
    private static final int FORBIDDEN = 403;

    private final Reader reader;

    UnavailableTimes(Reader reader) {
        this.reader = reader;
    }

    /** @param nearest free times near the one that cannot be booked */
    public record Notice(String text, List<Near> nearest) {

        public List<Instant> starts() {
            return nearest.stream().map(Near::start).toList();
        }

        /** At the first of the other times. */
        public FormErrors errors() {
            return FormErrors.of(nearest.isEmpty() ? "" : "start-0", text);
        }
    }

    public record Near(Instant start, String text, String address) {}

    /** Whether the refusal concerns the time, so that another one may be bookable. */
    public static boolean is(ApiException refusal) {
        return TIME_PROBLEMS.contains(refusal.type());
    }

    /** @param mentor whether the reader is the mentor of the session rather than its mentee */
    public Notice notice(ApiException refusal, FreeTimes freeTimes, TimeSelection chosen, String path, boolean mentor) {
        var text = refusal.status() == FORBIDDEN
                ? reader.texts().of("book.not-you")
                // Its type of session is not offered any more.
                : refusal.is("invalid")
                        ? reader.texts().of("problem.slot-not-offered")
                        : mentor
                                ? ProblemTexts.sentenceToMentor(refusal, reader.texts())
                                : ProblemTexts.sentence(refusal, reader.texts());
        if (!is(refusal)) {
            return new Notice(text, List.of());
        }
        var near = ApiCalls.orUnavailable(() -> freeTimes.nearest(chosen.start(), Instant.now(), NEAREST));
        return new Notice(
                text,
                near.optional().orElse(List.<Slot>of()).stream()
                        .map(slot -> new Near(
                                slot.startTime(),
                                reader.times().slot(slot.startTime()),
                                chosen.atStart(slot.startTime()).address(path)))
                        .toList());
    }
}
