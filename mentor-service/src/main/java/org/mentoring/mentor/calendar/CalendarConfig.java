package org.mentoring.mentor.calendar;

import java.net.URI;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How calendars are connected, read and written. */
@ConfigMapping(prefix = "mentoring.calendars")
interface CalendarConfig {

    /** Whether this replica refreshes, reads and writes calendars; the operations are there in any case. */
    @WithDefault("true")
    boolean enabled();

    /**
     * The public address of {@code /api/v1/calendars}. Providers send browsers back to
     * {@code <public-address>/<provider>/callback}, which must be registered with them to the letter.
     */
    @WithDefault("http://localhost:8080/api/v1/calendars")
    URI publicAddress();

    /** Where the browser goes after a connection was made; the provider's name is added as {@code ?connected=}. */
    @WithDefault("http://localhost:8080/calendars")
    URI webAddress();

    /**
     * Whether only the browser that asked for a connection may complete it, known by a cookie. Otherwise somebody could have
     * another person's calendar connected as their own by sending that person the authorisation URL. To be switched off only
     * where clients cannot keep the cookie.
     */
    @WithDefault("true")
    boolean bindToBrowser();

    /** How long a mentor has for the provider's consent page. */
    @WithDefault("PT10M")
    Duration authorisationLifetime();

    /** How often is looked for what is due. */
    @WithDefault("2s")
    String checkEvery();

    /** How many calendars a replica works on at the same time. */
    @WithDefault("4")
    int workers();

    /** How long a claim lasts; longer than one exchange with a provider. */
    @WithDefault("PT2M")
    Duration lease();

    /** How long before its end an access token is replaced, at the latest; up to half of that is added at random. */
    @WithDefault("PT5M")
    Duration refreshBefore();

    /** How often busy times are read; up to a tenth is added at random. */
    @WithDefault("PT10M")
    Duration readEvery();

    /** How far ahead busy times are known at least, in days: as far as can be booked. */
    @WithDefault("365")
    int daysAhead();

    /** How far ahead busy times are read each time, in days; what is later is read less often. */
    @WithDefault("62")
    int nearDays();

    /** How often the busy times after the near ones are read; up to a tenth is added at random. */
    @WithDefault("PT6H")
    Duration readFarEvery();

    /** How many busy times are published of a calendar; the time after them counts as one that is busy. */
    @WithDefault("2000")
    int maxBusyTimes();

    /** How long after a first failure it is tried again; doubles with each, up to an hour, and a provider may ask for longer. */
    @WithDefault("PT10S")
    Duration retryAfter();

    /** How often the revocation of a grant is tried. */
    @WithDefault("12")
    int revocationAttempts();
}
