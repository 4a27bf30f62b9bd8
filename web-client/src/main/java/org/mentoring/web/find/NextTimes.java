package org.mentoring.web.find;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CacheResult;
import io.quarkus.cache.CaffeineCache;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.api.model.Unavailable;

/** The first free times of a mentor, as everybody sees them: half a minute old at most. */
@ApplicationScoped
public class NextTimes {

    private static final String CACHE = "next-times";
    private static final int MOST = 4;
    private static final Duration AHEAD = Duration.ofDays(14);

    private final SlotsApi slots;
    private final ApiCalls calls;
    private final CaffeineCache cache;

    NextTimes(@RestClient SlotsApi slots, ApiCalls calls, @CacheName(CACHE) Cache cache) {
        this.slots = slots;
        this.calls = calls;
        this.cache = cache.as(CaffeineCache.class);
    }

    /**
     * What is free next.
     *
     * @param unavailable why nothing is; null where that is not known, or something is
     * @param bookingWindowDays how many days ahead one can book
     */
    public record Next(List<Slot> slots, Unavailable unavailable, Long bookingWindowDays) {}

    /** Starts to ask for them, in a thread of its own where they are not known yet. */
    public ApiCalls.Call<Next> start(UUID mentor) {
        CompletableFuture<Next> known = cache.getIfPresent(mentor);
        return known != null && known.isDone() && !known.isCompletedExceptionally()
                ? ApiCalls.done(known.join())
                // As nobody: the answer is kept for other people.
                : calls.startAnonymously(() -> of(mentor));
    }

    @CacheResult(cacheName = CACHE)
    Next of(UUID mentor) {
        var until = Instant.now().plus(AHEAD).toString();
        var found = slots.slotsFind(mentor, null, MOST, null, null, "UTC", until, null);
        return new Next(found.items(), found.unavailable(), found.bookingWindowDays());
    }
}
