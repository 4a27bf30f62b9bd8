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

/** What the mail server took, looked at again and again, because it forgets everything when it is killed. */
final class CaughtMails implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** Looks may fail while the machine is busy with a fault. */
    private static final Duration UNSEEN = Duration.ofSeconds(15);

    private final MailPageClient page;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    private final List<String> fell = new ArrayList<>();
    private final List<Instant> kills = new ArrayList<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    CaughtMails(MailPageClient page) {
        this.page = page;
    }

    void begin() {
        looks.scheduleWithFixedDelay(this::tryToLook, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void serverWasKilled() {
        kills.add(Instant.now());
    }

    private void tryToLook() {
        try {
            look();
        } catch (RuntimeException away) {
            // The server is killed or frozen; the next look tells.
        }
    }

    synchronized void look() {
        var listed = new ArrayList<Map.Entry<String, String>>();
        page.newest(MOST).forEach(mail -> {
            if (!seen.contains(mail.path("id").asText())) {
                listed.addFirst(
                        Map.entry(mail.path("id").asText(), mail.path("to").asText()));
            }
        });
        for (var mail : listed) {
            var received = page.received(mail.getKey());
            seen.add(mail.getKey());
            copies.merge(received.messageId().replaceAll("[<>]|@.*", ""), 1, Integer::sum);
            received.invitation().ifPresent(invitation -> {
                var entry = mail.getValue() + " " + invitation.uid();
                var before = sequences.put(entry, invitation.sequence());
                if (before != null && before > invitation.sequence()) {
                    fell.add("SEQUENCE fell from " + before + " to " + invitation.sequence() + ": " + entry);
                }
            });
        }
    }

    /** @param message its id in the notification service */
    synchronized int copies(String message) {
        return copies.getOrDefault(message, 0);
    }

    synchronized List<String> sequencesThatFell() {
        return List.copyOf(fell);
    }

    /** Whether the server was killed soon after it took a mail, which may then have been looked at by nobody. */
    synchronized boolean mayHaveBeenForgotten(Instant sent) {
        return kills.stream().anyMatch(kill -> sent.isAfter(kill.minus(UNSEEN)) && sent.isBefore(kill.plus(UNSEEN)));
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
