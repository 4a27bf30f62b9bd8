package org.mentoring.booking.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.mentoring.booking.slotengine.Expansion;

/**
 * Schedules in memory by their version, expanded on threads of their own. Expanding may take long; of one version it is done once,
 * however many ask for it at once.
 */
final class ScheduleCache {

    /** Of a range each: some 40 MB. */
    private static final int MAX_WEIGHT = 500_000;

    /** How long beyond the booking horizon a schedule is expanded, so that it need not be expanded again every day. */
    private static final Duration EXPANDED_AHEAD = Duration.ofDays(14);

    private final Cache<UUID, OfferedSchedule> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((UUID mentor, OfferedSchedule schedule) -> schedule.weight())
            .build();
    private final Map<ExpansionKey, CompletableFuture<OfferedSchedule>> underWay = new ConcurrentHashMap<>();
    private final WorkerPool workers;

    ScheduleCache(WorkerPool workers) {
        this.workers = workers;
    }

    private record ExpansionKey(UUID mentorId, long version) {}

    /** What is kept of a mentor, which may be old; null for nothing. */
    OfferedSchedule get(UUID mentorId) {
        return kept.getIfPresent(mentorId);
    }

    /** An older one, or the same before it was expanded, does not take the place of what is kept. */
    void keep(OfferedSchedule schedule) {
        kept.asMap()
                .merge(
                        schedule.mentorId(),
                        schedule,
                        (known, read) -> read.version() < known.version()
                                        || read.version() == known.version() && read.expansion() == null
                                ? known
                                : read);
    }

    /** Forgets a schedule that has turned out to be old. */
    void forget(OfferedSchedule old) {
        kept.asMap().remove(old.mentorId(), old);
    }

    /** Expands a schedule from now on, and keeps it. */
    CompletableFuture<OfferedSchedule> expand(OfferedSchedule schedule, Instant now) {
        var key = new ExpansionKey(schedule.mentorId(), schedule.version());
        var result = new CompletableFuture<OfferedSchedule>();
        var first = underWay.putIfAbsent(key, result);
        if (first != null) {
            return first;
        }
        workers.start(() -> schedule.expanded(Expansion.of(
                        schedule.schedule(), now, schedule.horizon(now).plus(EXPANDED_AHEAD))))
                .whenComplete((expanded, failure) -> {
                    if (failure == null) {
                        keep(expanded);
                    }
                    underWay.remove(key);
                    if (failure == null) {
                        result.complete(expanded);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
        return result;
    }
}
