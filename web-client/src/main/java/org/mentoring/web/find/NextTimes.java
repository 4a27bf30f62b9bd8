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

/** The first free times of a mentor, as everybody sees them: half a minute old at most. */
@ApplicationScoped
public class NextTimes {

    private static final int MOST = 4;
    private static final Duration AHEAD = Duration.ofDays(14);

    private final SlotsApi slots;

    NextTimes(@RestClient SlotsApi slots) {
        this.slots = slots;
    }

    /** To be asked as nobody: the answer is kept for other people. */
    @CacheResult(cacheName = "next-times")
    public List<Slot> of(UUID mentor) {
        var until = Instant.now().plus(AHEAD).toString();
        return slots.slotsFind(mentor, null, null, null, "UTC", until, null).items().stream()
                .limit(MOST)
                .toList();
    }
}
