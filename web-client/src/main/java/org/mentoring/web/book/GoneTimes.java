package org.mentoring.web.book;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.Parts;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.error.ProblemTexts;
import org.mentoring.web.language.Reader;

/** What is said where a time cannot be had, and which others are offered in its place. */
@RequestScoped
public class GoneTimes {

    private static final Set<String> TIME_IS_GONE = Set.of("slot-taken", "slot-not-offered", "mentee-busy");
    private static final int NEAREST = 6;
    private static final int FORBIDDEN = 403;

    private final Reader reader;

    GoneTimes(Reader reader) {
        this.reader = reader;
    }

    /** @param nearest bookable times in place of one that is gone */
    public record Notice(String text, List<Near> nearest) {}

    public record Near(Instant start, String text, String address) {}

    /** Whether another time may be had where this one is not. */
    public static boolean is(ApiException refusal) {
        return TIME_IS_GONE.contains(refusal.type());
    }

    public Notice notice(ApiException refusal, Offers offers, Chosen chosen, String path) {
        var text = refusal.status() == FORBIDDEN
                ? reader.texts().of("book.not-you")
                : ProblemTexts.sentence(refusal, reader.texts());
        if (!is(refusal)) {
            return new Notice(text, List.of());
        }
        var near = Parts.orDown(() -> offers.nearest(chosen.start(), Instant.now(), NEAREST));
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
