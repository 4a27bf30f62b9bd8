package org.mentoring.web.find;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.Slot;

/** A mentor in a list. */
public record MentorCard(DirectoryEntry mentor, ApiResult<List<Slot>> times, boolean favourite) {

    private static final int SHOWN_TIMES = 2;

    /** With its mentor, because a name of an outer loop costs a template more than one of its own. */
    public record Time(Slot slot, DirectoryEntry mentor) {}

    /** The free times that the card shows. */
    public List<Time> shown() {
        return times.optional().orElse(List.of()).stream()
                .limit(SHOWN_TIMES)
                .map(slot -> new Time(slot, mentor))
                .toList();
    }

    /** When the mentor can be booked whose first free times lie further ahead than the card shows them; null where it shows some. */
    public Instant later() {
        return times.present() && shown().isEmpty() ? mentor.nextFreeAt() : null;
    }

    /** When those begin that any of the cards show. */
    static List<Instant> starts(List<MentorCard> cards) {
        return cards.stream()
                .flatMap(card -> Stream.concat(
                        card.shown().stream().map(time -> time.slot().startTime()), Stream.ofNullable(card.later())))
                .toList();
    }
}
