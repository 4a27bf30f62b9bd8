package org.mentoring.notification.mail;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How and as whom mails are sent. */
@ConfigMapping(prefix = "mentoring.mail")
public interface MailConfig {

    /** The mail server that takes our mails. */
    @WithDefault("localhost")
    String host();

    @WithDefault("1025")
    int port();

    Optional<String> username();

    Optional<String> password();

    /** Whether the connection must be encrypted by STARTTLS; a server that does not offer it is then not used. */
    @WithDefault("false")
    boolean startTls();

    /** How long to wait for a connection, and for each word of the server. */
    @WithDefault("PT10S")
    Duration timeout();

    /** How many mails are under way at once. */
    @WithDefault("4")
    int connections();

    /** How long a message is a sender's alone. When the sender dies, another one takes over after it. */
    @WithDefault("PT1M")
    Duration lease();

    /** The first pause before another attempt; it doubles with each one. */
    @WithDefault("PT1S")
    Duration retryAfter();

    @WithDefault("PT30M")
    Duration retryAtMostAfter();

    /** When to give up. */
    @WithDefault("P1D")
    Duration giveUpAfter();

    /** The address in the From header. */
    @WithDefault("no-reply@mentoring.example.org")
    String from();

    @WithDefault("Mentoring platform")
    String senderName();

    /** The address that calendars show as the organiser; the booking service must be given the same. */
    @WithDefault("calendar@mentoring.example.org")
    String organizer();

    /** Completes ids to Message-IDs and calendar UIDs; the booking service must be given the same. */
    @WithDefault("mentoring.example.org")
    String domain();

    /** Where people manage their bookings. */
    @WithDefault("http://localhost:3000")
    URI publicUrl();
}
