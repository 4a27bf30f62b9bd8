package org.mentoring.notification.mail;

import java.net.URI;
import java.nio.file.Path;
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

    /** The file (PEM) with the authority that signed the mail server's certificate; without it those that the JVM knows. */
    Optional<Path> authority();

    /** How long to wait for a connection, and for each word of the server. */
    @WithDefault("PT10S")
    Duration timeout();

    /** How many connections to the mail server are open at most, and so how many mails are under way at once. */
    @WithDefault("4")
    int connections();

    /** How many mails go over a connection before it is made anew; mail servers count them. */
    @WithDefault("100")
    int mailsPerConnection();

    /** How long a connection may rest before it is made anew. */
    @WithDefault("PT20S")
    Duration connectionRest();

    /** How many mails a second each replica sends at most. */
    @WithDefault("200")
    int mostPerSecond();

    /** How long a message is a sender's alone. When the sender dies, another one takes over after it. Longer than the timeout. */
    @WithDefault("PT1M")
    Duration lease();

    /** How long mails wait for an earlier event of their booking that is missing; one that was parked does not come. */
    @WithDefault("PT5M")
    Duration patience();

    /**
     * For how long after a mail about a booking a recipient gets no other one about it that a further change could make obsolete:
     * what changes meanwhile is told once, as it stands at the end. A cancellation does not wait. Nothing for that every change is
     * told of.
     */
    @WithDefault("PT1M")
    Duration mergeWithin();

    /** The first pause before another attempt; it doubles with each one. */
    @WithDefault("PT1S")
    Duration retryAfter();

    @WithDefault("PT30M")
    Duration retryAtMostAfter();

    /** The longest pause before the mail server is tried again when there is no connection to it. */
    @WithDefault("PT15S")
    Duration reconnectAtMostAfter();

    /** When to give up. */
    @WithDefault("P1D")
    Duration giveUpAfter();

    /** The address in the From header. */
    @WithDefault("no-reply@mentoring.example.org")
    String from();

    /** Where mail servers on the way report what they could not deliver; the From address when it is not set. */
    Optional<String> bouncesTo();

    /** The platform's name, in mails and as their sender. */
    @WithDefault("Mentoring platform")
    String senderName();

    /** The address that calendars show as the organiser; the booking service must be given the same. */
    @WithDefault("calendar@mentoring.example.org")
    String organizer();

    /** Completes ids to Message-IDs and calendar UIDs; the booking service must be given the same. */
    @WithDefault("mentoring.example.org")
    String domain();

    /** The application that people use; every link in a mail leads there. */
    @WithDefault("http://localhost:3000")
    URI publicUrl();
}
