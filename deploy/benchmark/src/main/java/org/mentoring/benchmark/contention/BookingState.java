package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The state of a booking in an answer, an event or the database.
 *
 * @param status held, pending, confirmed, declined, expired or cancelled
 * @param expiresAt null unless it is held or waits for an answer
 * @param note the number of the attempt that booked it; null for a hold
 * @param reason the number of the attempt that declined or cancelled it; null before
 * @param proposal where one side proposes to move it; null for none
 */
record BookingState(
        UUID id,
        long version,
        String status,
        UUID mentor,
        UUID mentee,
        Instant start,
        Instant end,
        Instant expiresAt,
        String note,
        String reason,
        Proposal proposal) {

    /**
     * Another time that waits for the answer of the other side.
     *
     * @param by mentor or mentee
     */
    record Proposal(Instant start, Instant end, String by, Instant expiresAt) {}

    BookingState(
            UUID id,
            long version,
            String status,
            UUID mentor,
            UUID mentee,
            Instant start,
            Instant end,
            Instant expiresAt,
            String note,
            String reason) {
        this(id, version, status, mentor, mentee, start, end, expiresAt, note, reason, null);
    }

    /** The same with that proposal in place of its own. */
    BookingState with(Proposal proposed) {
        return new BookingState(id, version, status, mentor, mentee, start, end, expiresAt, note, reason, proposed);
    }

    /** The booking at its proposed time, which is occupied until somebody answers. */
    BookingState atProposedTime() {
        return new BookingState(
                id, version, status, mentor, mentee, proposal.start, proposal.end, proposal.expiresAt, note, reason);
    }

    /** The booking at its current time, and at the proposed one if there is a proposal. */
    List<BookingState> currentAndProposed() {
        return proposal == null ? List.of(this) : List.of(this, atProposedTime());
    }

    UUID proposer() {
        return proposal.by.equals("mentor") ? mentor : mentee;
    }

    boolean occupies() {
        return switch (status) {
            case "held", "pending", "confirmed" -> true;
            default -> false;
        };
    }

    /** Whether both are the same state of the same booking. */
    boolean agrees(BookingState other) {
        return id.equals(other.id)
                && version == other.version
                && status.equals(other.status)
                && mentor.equals(other.mentor)
                && mentee.equals(other.mentee)
                && start.equals(other.start)
                && end.equals(other.end)
                && Objects.equals(proposal, other.proposal);
    }
}
