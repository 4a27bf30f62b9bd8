package org.mentoring.booking.availability;

import java.util.List;

import jakarta.annotation.Nullable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.booking.schedule.SessionType;
import org.mentoring.kit.validation.PublicUrl;
import org.mentoring.kit.validation.TimeZoneId;

/**
 * How a mentor wants to be booked.
 *
 * @param timeZone on whose clock the rules stand; when it changes they keep their hours. Null in a request to follow the zone of
 *     the account
 * @param ownTimeZone whether the schedule keeps its zone when that of the account (or of the profile, if the account has none)
 *     changes. In a request, null leaves it as it is, but a zone that differs from that of the account and the previous one sets
 *     it
 * @param sessionTypes at least one; names are unique
 * @param slotIntervalMinutes how far the starts of slots lie apart
 * @param minimumNoticeMinutes how long before its start a session can be booked at the latest
 * @param bookingWindowDays how far ahead a session can be booked
 * @param approvalRequired whether a booking waits until the mentor accepts it; null means that it does not
 * @param mostPerDay the maximum of sessions on a day of the mentor's calendar; null for no limit
 * @param mostPerWeek the maximum from Monday to Sunday; null for no limit
 * @param changeNoticeMinutes how long before its start a mentee can cancel or move a confirmed session at the latest; null for
 *     until the start. It counts for what is booked from now on
 * @param mostStandingPerMentee how many future requests and confirmed bookings one mentee may have; null for 3
 * @param mostChangesPerMenteeAndDay how often one mentee may book or move within 24 hours; cancellations count, and are never
 *     refused; null for 6
 * @param mostMovesPerBooking how often each side may move a booking; null for 5
 * @param meetingUrl the mentor's own link, used for all sessions booked from now on; null for a new room for each session
 */
record Settings(
        @TimeZoneId String timeZone,
        Boolean ownTimeZone,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid SessionType> sessionTypes,
        @NotNull @Min(5) @Max(1440) Integer slotIntervalMinutes,
        @NotNull @Min(0) @Max(43_200) Integer minimumNoticeMinutes,
        @NotNull @Min(1) @Max(365) Integer bookingWindowDays,
        Boolean approvalRequired,
        @Nullable @Min(1) @Max(288) Integer mostPerDay,
        @Nullable @Min(1) @Max(2016) Integer mostPerWeek,
        @Min(0) @Max(43_200) Integer changeNoticeMinutes,
        @Min(1) @Max(1000) Integer mostStandingPerMentee,
        @Min(1) @Max(1000) Integer mostChangesPerMenteeAndDay,
        @Min(0) @Max(1000) Integer mostMovesPerBooking,
        @Nullable @PublicUrl String meetingUrl) {

    private static final int STANDING_PER_MENTEE = 3;
    private static final int CHANGES_PER_MENTEE_AND_DAY = 6;
    private static final int MOVES_PER_BOOKING = 5;

    Settings {
        approvalRequired = approvalRequired != null && approvalRequired;
        changeNoticeMinutes = changeNoticeMinutes == null ? 0 : changeNoticeMinutes;
        mostStandingPerMentee = mostStandingPerMentee == null ? STANDING_PER_MENTEE : mostStandingPerMentee;
        mostChangesPerMenteeAndDay =
                mostChangesPerMenteeAndDay == null ? CHANGES_PER_MENTEE_AND_DAY : mostChangesPerMenteeAndDay;
        mostMovesPerBooking = mostMovesPerBooking == null ? MOVES_PER_BOOKING : mostMovesPerBooking;
    }
}
