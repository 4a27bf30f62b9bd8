package org.mentoring.notification.report;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When reports are sent, and to whom. Times are on the reader's clock. */
@ConfigMapping(prefix = "mentoring.reports")
interface ReportsConfig {

    /** How often to look for reports that are due. */
    @WithDefault("1m")
    String checkEvery();

    /** The day on which mentors get the report of the week before. */
    @WithDefault("MONDAY")
    DayOfWeek mentorDay();

    @WithDefault("08:00")
    LocalTime mentorAt();

    /** The day of the month, 1 to 28, on which the report of the month before is sent. */
    @WithDefault("1")
    int platformDay();

    @WithDefault("08:00")
    LocalTime platformAt();

    /**
     * Who gets the report on the platform: addresses of admins. Roles are the realm's to know, and no event tells of them; so
     * whoever runs the platform says whom its figures may go to.
     */
    Optional<List<String>> admins();

    /** In which admins get their report who have no account of that address. */
    @WithDefault("UTC")
    ZoneId adminZone();
}
