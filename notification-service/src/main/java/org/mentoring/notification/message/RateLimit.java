package org.mentoring.notification.message;

import java.time.Duration;
import java.time.Instant;

/** How many mails may go out now, so that no second sees more than so many. */
final class RateLimit {

    private final int maxPerSecond;
    private Instant since = Instant.MIN;
    private int used;

    RateLimit(int maxPerSecond) {
        this.maxPerSecond = maxPerSecond;
    }

    synchronized int left(Instant now) {
        if (since.equals(Instant.MIN) || Duration.between(since, now).toMillis() >= 1000 || now.isBefore(since)) {
            since = now;
            used = 0;
        }
        return maxPerSecond - used;
    }

    synchronized void use(int mails) {
        used += mails;
    }
}
