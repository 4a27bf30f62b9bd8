package org.mentoring.notification.mail;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How and as whom mails are sent, beside {@code quarkus.mailer.*}: the mail server and the connections to it. */
@ConfigMapping(prefix = "mentoring.mail")
public interface MailConfig {

    /** How long to wait for a connection to the mail server, and for each of its answers. */
    @WithDefault("PT10S")
    Duration timeout();

    /** How many mails a second each replica sends at most. */
    @WithDefault("200")
    int maxPerSecond();

    /** How long a claim lasts; longer than four timeouts. Another sender takes over after it when one has died. */
    @WithDefault("PT1M")
    Duration lease();

    /** How long a mail waits for a missing earlier event of its booking; one that was parked does not come. */
    @WithDefault("PT5M")
    Duration missingEventTimeout();

    /**
     * For how long after a mail about a booking a recipient gets no other one about it that a further change could make obsolete:
     * what changes meanwhile is told once, with the final state. A cancellation does not wait. Nothing for that every change is
     * told of.
     */
    @WithDefault("PT1M")
    Duration mergeWithin();

    /** The first pause before another attempt; it doubles with each one. */
    @WithDefault("PT1S")
    Duration retryAfter();

    /** The longest pause before another attempt. */
    @WithDefault("PT30M")
    Duration maxRetryAfter();

    /** The longest pause before the mail server is tried again when there is no connection to it. */
    @WithDefault("PT15S")
    Duration maxReconnectAfter();

    /** When to give up. */
    @WithDefault("P1D")
    Duration giveUpAfter();

    /** How often to look for mails that are due; new ones are sent at once. As a scheduler writes it, such as {@code 1s}. */
    @WithDefault("1s")
    String checkEvery();

    /** How often the metrics of the queue are measured. */
    @WithDefault("15s")
    String measureEvery();

    /** The address in the From header. */
    @WithDefault("${quarkus.mailer.from:no-reply@mentoring.example.org}")
    String from();

    /** Where mail servers on the way report what they could not deliver; the From address when it is not set. */
    @WithDefault("${quarkus.mailer.bounce-address:}")
    Optional<String> bounceAddress();

    /** The platform's name, in mails and as their sender. */
    @WithDefault("Mentoring platform")
    String senderName();
}
