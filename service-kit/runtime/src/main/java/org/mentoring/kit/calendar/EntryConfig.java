package org.mentoring.kit.calendar;

import java.net.URI;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How bookings appear in calendars, and where people find them. Every service that writes entries or mails must be given the same values:
 * mails, files and entries are of one and the same event.
 */
@ConfigMapping(prefix = "mentoring.calendar")
public interface EntryConfig {

    /** Completes a booking's id to the UID of its calendar entry, and ids of mails to Message-IDs. */
    @WithDefault("mentoring.example.org")
    String uidDomain();

    /** The address that calendars show as the organiser. */
    @WithDefault("calendar@mentoring.example.org")
    String organizer();

    /** The name beside it. */
    @WithDefault("${mentoring.mail.sender-name:Mentoring platform}")
    String organizerName();

    /** The application that people use: entries and mails lead there. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();
}
