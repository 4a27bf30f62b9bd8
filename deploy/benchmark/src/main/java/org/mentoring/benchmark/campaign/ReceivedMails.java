package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.mentoring.local.client.MailPageClient;

/** The mails that the mail server received, polled, because it loses them when it is killed. */
final class ReceivedMails implements AutoCloseable {

    private static final int MAX_LISTED = 1_000;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    /** Polls may fail during a fault. */
    private static final Duration MAX_UNSEEN = Duration.ofSeconds(15);

    private final MailPageClient page;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    private final List<String> decreased = new ArrayList<>();
    private final List<Instant> kills = new ArrayList<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor();

    ReceivedMails(MailPageClient page) {
        this.page = page;
    }

    void begin() {
        poller.scheduleWithFixedDelay(this::tryToPoll, 0, POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void serverWasKilled() {
        kills.add(Instant.now());
    }

    private void tryToPoll() {
        try {
            poll();
        } catch (RuntimeException away) {
            // The server is killed or frozen; the next poll tries again.
        }
    }

    synchronized void poll() {
        var listed = new ArrayList<Map.Entry<String, String>>();
        page.newest(MAX_LISTED).forEach(mail -> {
            if (!seen.contains(mail.path("id").asText())) {
                listed.addFirst(
                        Map.entry(mail.path("id").asText(), mail.path("to").asText()));
            }
        });
        for (var mail : listed) {
            var received = page.received(mail.getKey());
            seen.add(mail.getKey());
            add(mail.getValue(), received);
        }
    }

    /** Counts a mail, and compares the SEQUENCE of its calendar entry with the last one that the recipient got. */
    synchronized void add(String recipient, MailPageClient.Received mail) {
        copies.merge(mail.messageId().replaceAll("[<>]|@.*", ""), 1, Integer::sum);
        mail.invitation().ifPresent(invitation -> {
            var entry = recipient + " " + invitation.uid();
            var before = sequences.put(entry, invitation.sequence());
            if (before != null && before > invitation.sequence()) {
                decreased.add("SEQUENCE decreased from " + before + " to " + invitation.sequence() + ": " + entry);
            }
        });
    }

    /** @param message its id in the notification service */
    synchronized int copies(String message) {
        return copies.getOrDefault(message, 0);
    }

    synchronized List<String> decreasedSequences() {
        return List.copyOf(decreased);
    }

    /** Whether the server was killed so soon after it received the mail that it may have lost it before a poll. */
    synchronized boolean mayHaveBeenLost(Instant sent) {
        return kills.stream()
                .anyMatch(kill -> sent.isAfter(kill.minus(MAX_UNSEEN)) && sent.isBefore(kill.plus(MAX_UNSEEN)));
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
