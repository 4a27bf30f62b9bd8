package org.mentoring.web.find;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.CacheResult;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.api.model.Unavailable;

/** The first free times of a mentor, as everybody sees them: half a minute old at most. */
@ApplicationScoped
public class NextTimes {

    private static final int MOST = 4;
    private static final Duration AHEAD = Duration.ofDays(14);

    private final SlotsApi slots;

    NextTimes(@RestClient SlotsApi slots) {
        this.slots = slots;
    }

    /**
     * What is free next.
     *
     * @param unavailable why nothing is; null where that is not known, or something is
     * @param bookingWindowDays how many days ahead one can book
     */
    public record Next(List<Slot> slots, Unavailable unavailable, Long bookingWindowDays) {}

    /** To be asked as nobody: the answer is kept for other people. */
    @CacheResult(cacheName = "next-times")
    public Next of(UUID mentor) {
        var until = Instant.now().plus(AHEAD).toString();
        var found = slots.slotsFind(mentor, null, null, null, "UTC", until, null);
        return new Next(found.items().stream().limit(MOST).toList(), found.unavailable(), found.bookingWindowDays());
    }
}
