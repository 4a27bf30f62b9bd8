package org.mentoring.web.book;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Hold;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.api.model.SlotList;

/**
 * The free times of a mentor.
 *
 * @param moving the booking that is to be moved; null for a new one
 * @param hold the caller's own hold, which the API leaves out of free times and this includes; null for none
 */
public record FreeTimes(SlotsApi api, UUID mentor, String type, UUID moving, Hold hold) {

    /** The longest range of one request to the API. */
    private static final Duration AT_ONCE = Duration.ofDays(62);

    private static final Duration AROUND = Duration.ofDays(14);

    /** All free times that begin in the range, of at most 62 days. */
    public SlotList between(Instant from, Instant to) {
        var offer = find(from, to, null);
        var slots = new ArrayList<>(offer.items());
        var next = offer.nextFrom();
        while (next != null) {
            var more = find(next, to, null);
            slots.addAll(more.items());
            next = more.nextFrom();
        }
        if (includesHold(offer, from, to)) {
            slots.add(new Slot(hold.startTime(), hold.endTime(), hold.sessionType()));
            slots.sort(Comparator.comparing(Slot::startTime));
        }
        return new SlotList(
                offer.mentorId(),
                offer.timeZone(),
                slots,
                null,
                offer.sessionTypes(),
                offer.approvalRequired(),
                offer.bookingWindowDays(),
                slots.isEmpty() ? offer.unavailable() : null);
    }

    private boolean includesHold(SlotList offer, Instant from, Instant to) {
        return hold != null
                && !hold.startTime().isBefore(from)
                && hold.startTime().isBefore(to)
                && offer.sessionTypes().stream()
                        .filter(one -> type == null || one.name().equals(type))
                        .findFirst()
                        .filter(one -> one.name().equals(hold.sessionType()))
                        .isPresent();
    }

    /** @param limit null for as many as the API gives at once */
    private SlotList find(Instant from, Instant to, Integer limit) {
        return api.slotsFind(mentor, from.toString(), limit, moving, type, null, to.toString(), null);
    }

    /** The first free time from then on. */
    Optional<Slot> first(Instant from, Instant last) {
        for (var begin = from; begin.isBefore(last); begin = begin.plus(AT_ONCE)) {
            var slots = find(begin, begin.plus(AT_ONCE), 1).items();
            if (!slots.isEmpty()) {
                return Optional.of(slots.getFirst());
            }
        }
        return Optional.empty();
    }

    /** The free times nearest to one that is taken, in chronological order. */
    List<Slot> nearest(Instant wanted, Instant now, int most) {
        var from = wanted.minus(AROUND);
        return between(from.isBefore(now) ? now : from, wanted.isBefore(now) ? now.plus(AROUND) : wanted.plus(AROUND))
                .items()
                .stream()
                .filter(slot -> !slot.startTime().equals(wanted))
                .sorted(Comparator.comparing(
                        slot -> Duration.between(wanted, slot.startTime()).abs()))
                .limit(most)
                .sorted(Comparator.comparing(Slot::startTime))
                .toList();
    }
}
