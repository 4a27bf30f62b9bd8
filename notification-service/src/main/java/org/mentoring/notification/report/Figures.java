package org.mentoring.notification.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What reports say: taken from the database once, when a report is made, and kept with its mail. */
final class Figures {

    private Figures() {}

    /**
     * Of a mentor's week.
     *
     * @param timeZone IANA id; the days are on its calendar
     * @param to the last day
     */
    record OfMentor(
            String timeZone,
            LocalDate from,
            LocalDate to,
            List<Day> days,
            List<Session> sessions,
            Ratings ratings,
            Rating overall,
            List<Feedback> feedback,
            List<Appointment> next) {}

    /**
     * Of the platform's month.
     *
     * @param timeZone IANA id; the days are on its calendar
     * @param to the last day
     * @param mentors that were approved
     */
    record OfPlatform(
            String timeZone,
            LocalDate from,
            LocalDate to,
            List<Day> days,
            List<Usage> usage,
            int mentors,
            List<Ranked> busiest,
            List<Ranked> expertise,
            Ratings ratings) {}

    /** @param minutes of the sessions that were held */
    record Day(LocalDate date, int held, int cancelled, int noShows, int minutes) {}

    /** @param menteeName null of somebody who is gone */
    record Session(Instant start, Instant end, String status, String menteeName) {}

    /** @param counts of the ratings 1 to 5 */
    record Ratings(List<Integer> counts) {

        int count() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        /** 0 without ratings. */
        double mean() {
            var sum = 0;
            for (var rating = 1; rating <= counts.size(); rating++) {
                sum += rating * counts.get(rating - 1);
            }
            return count() == 0 ? 0 : (double) sum / count();
        }
    }

    /** Of all time; the mean is null without ratings. */
    record Rating(BigDecimal mean, int count) {}

    record Feedback(int rating, String text, String by) {}

    /** @param with null for somebody who is gone */
    record Appointment(Instant start, Instant end, String with, String type) {}

    record Usage(LocalDate date, int signUps, int offeredMinutes, int bookedMinutes) {}

    /** @param minutes of the sessions that were held */
    record Ranked(String name, int sessions, int minutes) {}
}
